/** Cx and Dx: I-CSCF and S-CSCF with the HSS (TS 29.229). */
@NullMarked
package io.carillon.diameter.cx;

import org.jspecify.annotations.NullMarked;
