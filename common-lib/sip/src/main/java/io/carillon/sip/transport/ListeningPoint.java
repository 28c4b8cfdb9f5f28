package io.carillon.sip.transport;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address on which a node listens. Several of one name are one listening point with several addresses: what is sent
 * leaves from the one of the peer's address family.
 *
 * @param name how flows call it, such as "access" or "core"
 * @param bind address and port of UDP and TCP; port 0 takes a free one, the same for both
 * @param advertised host in Via and Record-Route, such as 192.0.2.1 or [2001:db8::1]
 * @param ports of TLS, WS and WSS; one that is not there is free to choose
 * @param sendsFromPort true if TCP connections are opened from this very port and none is taken
 * @param clients what clients have to show here; null for what the stack's {@link TlsSettings} say
 */
public record ListeningPoint(
        String name,
        InetSocketAddress bind,
        String advertised,
        Set<Transport> transports,
        Map<Transport, Integer> ports,
        boolean sendsFromPort,
        TlsSettings.@Nullable Clients clients) {

    public ListeningPoint(
            String name,
            InetSocketAddress bind,
            String advertised,
            Set<Transport> transports,
            Map<Transport, Integer> ports,
            boolean sendsFromPort) {
        this(name, bind, advertised, transports, ports, sendsFromPort, null);
    }

    public ListeningPoint(
            String name,
            InetSocketAddress bind,
            String advertised,
            Set<Transport> transports,
            Map<Transport, Integer> ports) {
        this(name, bind, advertised, transports, ports, false);
    }

    public ListeningPoint(String name, InetSocketAddress bind, String advertised, Set<Transport> transports) {
        this(name, bind, advertised, transports, Map.of(), false);
    }

    public ListeningPoint clients(TlsSettings.@Nullable Clients value) {
        return new ListeningPoint(name, bind, advertised, transports, ports, sendsFromPort, value);
    }

    InetSocketAddress bind(Transport transport) {
        return new InetSocketAddress(bind.getAddress(), ports.getOrDefault(transport, 0));
    }
}
