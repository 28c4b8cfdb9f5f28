/** Rx: P-CSCF with the PCRF (TS 29.214). */
@NullMarked
package io.carillon.diameter.rx;

import org.jspecify.annotations.NullMarked;
