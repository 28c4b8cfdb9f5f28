/** Charging records of sessions, one for each user that this network serves in them (TS 32.260 §5.2.2.1.2). */
@NullMarked
package io.carillon.cscf.scscf.accounting;

import org.jspecify.annotations.NullMarked;
