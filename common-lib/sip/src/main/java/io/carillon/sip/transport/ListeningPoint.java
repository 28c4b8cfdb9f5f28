package io.carillon.sip.transport;

import java.net.InetSocketAddress;
import java.util.Set;

/**
 * An address on which a node listens.
 *
 * @param name how flows call it, such as "access" or "core"
 * @param bind address and port; port 0 takes a free one, the same for all transports
 * @param advertised host in Via and Record-Route, such as 192.0.2.1 or [2001:db8::1]
 */
public record ListeningPoint(String name, InetSocketAddress bind, String advertised, Set<Transport> transports) {}
