/** The stateful proxy (RFC 3261 §16): forking, CANCEL, Timer C, best response. */
@org.jspecify.annotations.NullMarked
package io.carillon.sip.proxy;
