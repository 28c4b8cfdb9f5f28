/** Client and server transactions (RFC 3261 §17, RFC 6026) and the stack that binds them to the transports. */
@org.jspecify.annotations.NullMarked
package io.carillon.sip.transaction;
