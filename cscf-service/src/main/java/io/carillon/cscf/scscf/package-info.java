@NullMarked
package io.carillon.cscf.scscf;

import org.jspecify.annotations.NullMarked;
