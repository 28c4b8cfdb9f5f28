/** Header fields of 3GPP networks, read once for every node (RFC 7315, RFC 5502, RFC 8498). */
@org.jspecify.annotations.NullMarked
package io.carillon.sip.ims;
