package io.carillon.node.sip;

import io.carillon.node.NodeIdentity;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening points of a node as its settings have them; one with several addresses is several of one name. */
final class ListeningPoints {
    private static final Logger LOG = LoggerFactory.getLogger(ListeningPoints.class);

    private ListeningPoints() {}

    /** @param certified whether the node has a certificate to listen on TLS with */
    static List<ListeningPoint> of(String name, SipProperties.Point point, NodeIdentity self, boolean certified)
            throws UnknownHostException {
        Set<Transport> transports = certified ? point.transports() : withoutTls(name, point.transports());
        List<String> addresses = point.bind().isEmpty() ? List.of(self.host()) : point.bind();
        List<ListeningPoint> points = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            points.add(new ListeningPoint(
                            name,
                            new InetSocketAddress(InetAddress.getByName(addresses.get(i)), point.port()),
                            bracketed(advertised(point, i, self)),
                            transports,
                            point.port() == 0 ? Map.of() : point.ports())
                    .clients(point.clients()));
        }
        return points;
    }

    /** Named one by one; without a name an address of several is its own name, and a single one is the node's. */
    private static String advertised(SipProperties.Point point, int index, NodeIdentity self) {
        if (index < point.advertised().size()) {
            return point.advertised().get(index);
        }
        return point.bind().size() > 1 ? point.bind().get(index) : self.host();
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static Set<Transport> withoutTls(String name, Set<Transport> wanted) {
        Set<Transport> possible = EnumSet.copyOf(wanted);
        if (possible.removeIf(Transport::secure)) {
            LOG.warn("SIP {} does not listen on TLS: there is no carillon.sip.tls.identities", name);
        }
        return possible;
    }
}
