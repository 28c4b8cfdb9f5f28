/** Cx over Diameter. */
@NullMarked
package io.carillon.cscf.adapter.diameter;

import org.jspecify.annotations.NullMarked;
