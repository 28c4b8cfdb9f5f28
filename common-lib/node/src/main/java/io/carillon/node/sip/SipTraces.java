package io.carillon.node.sip;

import io.carillon.node.NodeIdentity;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceSink;
import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Via;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every SIP message of this node as a trace event. On the I/O thread it only notes what went where. */
public final class SipTraces implements MessageObserver {
    private static final List<HeaderName> IDENTITIES = List.of(
            HeaderName.FROM,
            HeaderName.TO,
            HeaderName.P_ASSERTED_IDENTITY,
            HeaderName.P_SERVED_USER,
            HeaderName.P_CALLED_PARTY_ID,
            HeaderName.P_ASSOCIATED_URI);

    private final TraceSink sink;
    private final NodeIdentity self;
    private final ClusterLocator nodes;
    private final Clock clock;

    SipTraces(TraceSink sink, NodeIdentity self, ClusterLocator nodes, Clock clock) {
        this.sink = sink;
        this.self = self;
        this.nodes = nodes;
        this.clock = clock;
    }

    @Override
    public void received(SipMessage message, Arrival arrival) {
        if (sink.enabled()) {
            Instant now = clock.instant();
            sink.record(() -> event(message, now, Direction.RECEIVED, sender(message, arrival), self.id()));
        }
    }

    @Override
    public void sent(SipMessage message, Transport transport, InetSocketAddress local, InetSocketAddress remote) {
        if (sink.enabled()) {
            Instant now = clock.instant();
            sink.record(() -> event(message, now, Direction.SENT, self.id(), receiver(message, remote)));
        }
    }

    private @Nullable TraceEvent event(SipMessage message, Instant now, Direction direction, String from, String to) {
        if (SipPing.asks(message)) {
            return null;
        }
        return new TraceEvent(
                now,
                self.id(),
                TraceEvent.Protocol.SIP,
                direction,
                from,
                to,
                summary(message),
                keys(message),
                new String(message.wire(), StandardCharsets.UTF_8));
    }

    static String summary(SipMessage message) {
        return switch (message) {
            case SipRequest request -> request.method() + " " + request.uri();
            case SipResponse response -> response.status() + " " + response.reason() + " (" + response.method() + ")";
        };
    }

    /** Call-ID, ICID, then the public identities. */
    static Set<String> keys(SipMessage message) {
        Set<String> keys = new LinkedHashSet<>();
        message.first(HeaderName.CALL_ID).ifPresent(keys::add);
        var icid = ChargingVector.of(message).icid();
        if (!icid.isEmpty()) {
            keys.add(icid);
        }
        for (HeaderName header : IDENTITIES) {
            try {
                message.addresses(header).stream()
                        .map(NameAddr::uri)
                        .map(SipTraces::withoutParameters)
                        .forEach(keys::add);
            } catch (SipParseException _) {
                // A message that cannot be understood is traced as well; it only has fewer keys.
                continue;
            }
        }
        return keys;
    }

    private static String withoutParameters(String uri) {
        int semicolon = uri.indexOf(';');
        return semicolon < 0 ? uri : uri.substring(0, semicolon);
    }

    /** A request over TCP comes from any port: then its Via tells which node it is. */
    private String sender(SipMessage message, Arrival arrival) {
        InetSocketAddress remote = arrival.remote();
        return nodes.nodeAt(remote)
                .or(() -> message instanceof SipRequest ? byVia(message, remote) : Optional.empty())
                .map(NodeInfo::id)
                .orElseGet(() -> Addresses.text(remote));
    }

    private String receiver(SipMessage message, InetSocketAddress remote) {
        return nodes.nodeAt(remote)
                .or(() -> message instanceof SipResponse ? byVia(message, remote) : Optional.empty())
                .map(NodeInfo::id)
                .orElseGet(() -> Addresses.text(remote));
    }

    private Optional<NodeInfo> byVia(SipMessage message, InetSocketAddress remote) {
        try {
            Via via = message.topVia();
            if (!Addresses.literal(via.host())
                    || !Addresses.host(remote.getAddress()).equals(via.host())) {
                return Optional.empty();
            }
            InetAddress host = remote.getAddress();
            return nodes.nodeAt(new InetSocketAddress(host, via.port() < 0 ? Transport.UDP.defaultPort() : via.port()));
        } catch (SipParseException _) {
            return Optional.empty();
        }
    }
}
