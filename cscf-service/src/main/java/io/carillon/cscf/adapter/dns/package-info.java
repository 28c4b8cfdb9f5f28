/** ENUM over DNS. */
@NullMarked
package io.carillon.cscf.adapter.dns;

import org.jspecify.annotations.NullMarked;
