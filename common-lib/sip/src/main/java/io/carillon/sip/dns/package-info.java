/** Where a SIP URI leads: NAPTR, SRV, A and AAAA (RFC 3263). */
@org.jspecify.annotations.NullMarked
package io.carillon.sip.dns;
