package io.carillon.node.sip;

import io.carillon.node.NodeIdentity;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceSink;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.TopVia;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;

/** Every SIP message of this node as a trace event. */
public final class SipTraces implements MessageObserver {
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
        if (sink.enabled() && !SipPing.asks(message)) {
            sink.record(
                    clock.instant(), self.id(), Direction.RECEIVED, sender(message, arrival), new TracedSip(message));
        }
    }

    @Override
    public void sent(SipMessage message, Transport transport, InetSocketAddress local, InetSocketAddress remote) {
        if (sink.enabled() && !SipPing.asks(message)) {
            sink.record(
                    clock.instant(),
                    self.id(),
                    Direction.SENT,
                    receiver(message, transport, remote),
                    new TracedSip(message));
        }
    }

    /** A request over TCP comes from any port: then its Via tells which node it is. */
    private String sender(SipMessage message, Arrival arrival) {
        return name(
                arrival.remote(),
                message,
                message instanceof SipRequest && arrival.transport().reliable());
    }

    private String receiver(SipMessage message, Transport transport, InetSocketAddress remote) {
        return name(remote, message, message instanceof SipResponse && transport.reliable());
    }

    private String name(InetSocketAddress remote, SipMessage message, boolean fromAnyPort) {
        Optional<NodeInfo> node = nodes.nodeAt(remote);
        return (node.isEmpty() && fromAnyPort ? byVia(message, remote) : node)
                .map(NodeInfo::id)
                .orElseGet(() -> Addresses.text(remote));
    }

    private Optional<NodeInfo> byVia(SipMessage message, InetSocketAddress remote) {
        try {
            TopVia via = message.via();
            InetAddress host = remote.getAddress();
            if (!via.isHost(Addresses.host(host))) {
                return Optional.empty();
            }
            return nodes.nodeAt(new InetSocketAddress(host, via.port() < 0 ? Transport.UDP.defaultPort() : via.port()));
        } catch (SipParseException _) {
            return Optional.empty();
        }
    }
}
