/** A proxy and a registrar with nothing but our SIP library. */
@org.jspecify.annotations.NullMarked
package io.carillon.bench.sip.server;
