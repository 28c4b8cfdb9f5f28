/** Digest and AKA authentication, both sides (RFC 7616, RFC 8760, RFC 3310). */
@org.jspecify.annotations.NullMarked
package io.carillon.sip.auth;
