/** Public and private identities of an IMS: SIP URIs (RFC 3261), tel URIs (RFC 3966), IMPI, IMPU and PLMN (TS 23.003 §13). */
@NullMarked
package io.carillon.identity;

import org.jspecify.annotations.NullMarked;
