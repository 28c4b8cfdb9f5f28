package io.carillon.sip.dns;

import io.carillon.identity.SipUri;
import io.carillon.sip.dns.Names.Answer;
import io.carillon.sip.dns.Names.Naptr;
import io.carillon.sip.dns.Names.Srv;
import io.carillon.sip.dns.ServerPlan.Server;
import io.carillon.sip.dns.ServerPlan.Service;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One search through DNS: transport, port and address of a URI's servers (RFC 3263 §4.1, §4.2). */
final class ServerSearch {
    /** Nobody needs more servers, and everyone of them costs a look-up. */
    private static final int MOST_SERVERS = 8;

    private static final Comparator<Naptr> ORDER =
            Comparator.comparingInt(Naptr::order).thenComparingInt(Naptr::preference);

    private final Names names;
    private final Set<Transport> spoken;
    private Duration ttl = Duration.ofHours(1);
    /** The last question that got no records for an error: the others may be enough. */
    private @Nullable IOException unanswered;

    private interface Question<T> {
        Answer<T> ask() throws IOException;
    }

    /** @param spoken the transports that we can open */
    ServerSearch(Names names, Set<Transport> spoken) {
        this.names = names;
        this.spoken = spoken;
    }

    /** @throws IOException if nothing was found, and not for the want of it */
    ServerPlan search(SipUri uri) throws IOException {
        var found = plan(services(uri));
        if (unanswered != null && found.isEmpty()) {
            throw unanswered;
        }
        return found;
    }

    private List<Service> services(SipUri uri) throws IOException {
        var host = target(uri);
        var wanted = transport(uri);
        if (Addresses.literal(host) || uri.port() >= 0) {
            var transport = wanted.orElse(uri.isSecure() ? Transport.TLS : Transport.UDP);
            return List.of(new Service(transport, plain(host, uri.portOr(transport.defaultPort()))));
        }
        var services = wanted.isPresent() ? srv(wanted.get(), srvName(wanted.get(), host)) : advertised(uri, host);
        if (!services.isEmpty()) {
            return services;
        }
        var transport = wanted.orElse(uri.isSecure() ? Transport.TLS : Transport.UDP);
        return List.of(new Service(transport, plain(host, transport.defaultPort())));
    }

    static String target(SipUri uri) {
        return uri.param("maddr").filter(maddr -> !maddr.isEmpty()).orElse(uri.host());
    }

    /** What the URI itself says; sips over TCP is TLS (RFC 3261 §26.2.2). */
    private static Optional<Transport> transport(SipUri uri) {
        return uri.param("transport").flatMap(Transport::of).map(named -> switch (named) {
            case UDP, TCP, TLS -> uri.isSecure() ? Transport.TLS : named;
            case WS, WSS -> uri.isSecure() ? Transport.WSS : named;
        });
    }

    private ServerPlan plan(List<Service> services) {
        return new ServerPlan(services, unanswered == null ? ttl : Duration.ZERO); // asked again soon
    }

    /** NAPTR; without it SRV for each transport that we speak, our own preference first (§4.1). */
    private List<Service> advertised(SipUri uri, String host) throws IOException {
        var services = new ArrayList<Service>();
        var naptrs = heard(() -> names.naptr(host)).stream()
                .sorted(ORDER)
                .limit(MOST_SERVERS)
                .toList();
        for (var naptr : naptrs) {
            var transport = transport(naptr).filter(each -> usable(each, uri));
            if (transport.isPresent()) {
                services.addAll(srv(transport.get(), naptr.replacement()));
            }
        }
        if (!services.isEmpty()) {
            return services;
        }
        for (var transport : List.of(Transport.UDP, Transport.TCP, Transport.TLS)) {
            if (usable(transport, uri)) {
                services.addAll(srv(transport, srvName(transport, host)));
            }
        }
        return services;
    }

    private boolean usable(Transport transport, SipUri uri) {
        return spoken.contains(transport) && (transport.secure() || !uri.isSecure());
    }

    private static Optional<Transport> transport(Naptr naptr) {
        if (!naptr.flags().equalsIgnoreCase("s")) {
            return Optional.empty();
        }
        return switch (naptr.service().toUpperCase(Locale.ROOT)) {
            case "SIP+D2U" -> Optional.of(Transport.UDP);
            case "SIP+D2T" -> Optional.of(Transport.TCP);
            case "SIPS+D2T" -> Optional.of(Transport.TLS);
            default -> Optional.empty();
        };
    }

    private static String srvName(Transport transport, String host) {
        return switch (transport) {
            case UDP -> "_sip._udp." + host;
            case TCP -> "_sip._tcp." + host;
            case TLS -> "_sips._tcp." + host;
            case WS -> "_sip._ws." + host;
            case WSS -> "_sips._ws." + host;
        };
    }

    private List<Service> srv(Transport transport, String name) throws IOException {
        var servers = new ArrayList<Server>();
        var records = heard(() -> names.srv(name)).stream()
                .sorted(Comparator.comparingInt(Srv::priority))
                .limit(MOST_SERVERS)
                .toList();
        for (var record : records) {
            if (record.target().isEmpty()) {
                continue; // decidedly not available at this domain (RFC 2782)
            }
            var addresses = addresses(record.target());
            if (!addresses.isEmpty()) {
                servers.add(new Server(record.priority(), record.weight(), record.port(), addresses));
            }
        }
        return records.isEmpty() ? List.of() : List.of(new Service(transport, servers));
    }

    private List<Server> plain(String host, int port) throws IOException {
        var addresses = addresses(host);
        return addresses.isEmpty() ? List.of() : List.of(new Server(0, 0, port, addresses));
    }

    private List<InetAddress> addresses(String host) throws IOException {
        if (Addresses.literal(host)) {
            var bare = host.charAt(0) == '[' ? host.substring(1, host.length() - 1) : host;
            return List.of(InetAddress.ofLiteral(bare));
        }
        return heard(() -> names.addresses(host));
    }

    /**
     * What is found holds as long as the shortest of the records it is made of. One server error, as of a name server
     * that does not know NAPTR, ends no search (RFC 3263 §4.1 goes on without records); silence does, for every
     * further question would wait as long.
     */
    private <T> List<T> heard(Question<T> question) throws IOException {
        Answer<T> answer;
        try {
            answer = question.ask();
        } catch (Names.ServerError e) {
            unanswered = e;
            return List.of();
        }
        if (!answer.records().isEmpty() && answer.ttl().compareTo(ttl) < 0) {
            ttl = answer.ttl();
        }
        return answer.records();
    }
}
