/** Security agreement between phone and P-CSCF: mechanisms, keys, sets of associations (RFC 3329, TS 33.203). */
@NullMarked
package io.carillon.ipsec;

import org.jspecify.annotations.NullMarked;
