/** UDP, TCP, TLS and WebSocket on Netty, RFC 3261 §18 framing, and where a message goes next. */
@org.jspecify.annotations.NullMarked
package io.carillon.sip.transport;
