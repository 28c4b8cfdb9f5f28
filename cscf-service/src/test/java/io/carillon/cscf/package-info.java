@NullMarked
package io.carillon.cscf;

import org.jspecify.annotations.NullMarked;
