/** UDP, TCP, TLS and WebSocket on the event loops of Netty, RFC 3261 §18 framing, and where a message goes next. */
@org.jspecify.annotations.NullMarked
package io.carillon.sip.transport;
