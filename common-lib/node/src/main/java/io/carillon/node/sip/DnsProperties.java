package io.carillon.node.sip;

import io.carillon.sip.dns.DnsLocator;
import io.carillon.sip.dns.DnsNames;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where SIP servers of other domains are looked up (RFC 3263).
 *
 * @param servers such as 192.0.2.53 or 192.0.2.53:5353; the system's when not set
 * @param deadline how long a server may take to answer
 */
@ConfigurationProperties("carillon.sip.dns")
public record DnsProperties(
        @DefaultValue List<String> servers,
        @DefaultValue("2s") Duration deadline) {
    private static final int PORT = 53;

    /** @param tls whether we can open TLS connections */
    DnsLocator locator(boolean tls) throws UnknownHostException {
        Set<Transport> spoken = EnumSet.of(Transport.UDP, Transport.TCP);
        if (tls) {
            spoken.add(Transport.TLS);
        }
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String server : servers) {
            addresses.add(address(server));
        }
        return new DnsLocator(new DnsNames(addresses, deadline), spoken);
    }

    /** One colon parts a port off; more of them are an IPv6 address, which takes a port in brackets only. */
    private static InetSocketAddress address(String server) throws UnknownHostException {
        int colon = server.lastIndexOf(':');
        boolean port = colon > 0 && (server.indexOf(':') == colon || server.charAt(colon - 1) == ']');
        return new InetSocketAddress(
                InetAddress.getByName(port ? server.substring(0, colon) : server),
                port ? Integer.parseInt(server.substring(colon + 1)) : PORT);
    }
}
