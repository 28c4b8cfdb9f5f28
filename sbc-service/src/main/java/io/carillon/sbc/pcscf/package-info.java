/** Gm and Mw: the P-CSCF's procedures (TS 24.229 §5.2). */
@NullMarked
package io.carillon.sbc.pcscf;

import org.jspecify.annotations.NullMarked;
