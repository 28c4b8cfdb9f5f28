/** The reg event package: who watches a registration, and what is told (RFC 3680, TS 24.229 §5.4.2). */
@NullMarked
package io.carillon.cscf.scscf.regevent;

import org.jspecify.annotations.NullMarked;
