package io.carillon.sip.transport;

import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transport layer: listening points, connections, and the bytes in and out (RFC 3261 §18). */
public final class SipTransports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SipTransports.class);

    static {
        // Netty watches one buffer in 128 and takes a stack trace for each of them: about 2.5 % of a proxy's I/O
        // thread.
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    /** Where received messages go; called on I/O threads. */
    public interface Inbound {
        void message(SipMessage message, Arrival arrival);
    }

    /** Hears that a message could not be sent. */
    public interface SendFailure {
        SendFailure IGNORED = cause -> {};

        void failed(Throwable cause);
    }

    private final MultiThreadIoEventLoopGroup loops;
    private final int ioThreads;
    private final Inbound inbound;
    private final MessageObserver observer;
    private final TransportSettings settings;
    private final FlowObserver flows;
    private final Gate gate;
    private final ConnectionCount connections;
    private final Map<String, List<Bound>> listeners = new LinkedHashMap<>();
    private final LongAdder malformed = new LongAdder();
    private StreamConnections.@Nullable Shared shared;
    private boolean aliases;

    public SipTransports(
            int ioThreads,
            Inbound inbound,
            MessageObserver observer,
            TransportSettings settings,
            FlowObserver flows,
            Gate gate) {
        this.ioThreads = ioThreads;
        this.inbound = inbound;
        this.observer = observer;
        this.settings = settings;
        this.flows = flows;
        this.gate = gate;
        this.connections = new ConnectionCount(settings.maxConnections(), settings.maxPerSource());
        IoHandlerFactory factory = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        // Threads of Netty's own kind: on others it recycles nothing and looks its thread-locals up the slow way.
        this.loops = new MultiThreadIoEventLoopGroup(ioThreads, new DefaultThreadFactory("sip-io", true), factory);
    }

    /** Opens the sockets of a listening point; one that is there already gets a further address. */
    public void bind(ListeningPoint point) throws IOException {
        var bound = Bound.bind(point, shared(), this::received, ioThreads);
        listeners.merge(
                point.name(),
                List.of(bound),
                (there, more) -> Stream.concat(there.stream(), more.stream()).toList());
        LOG.info("SIP {} listens on {}", point.name(), bound);
    }

    private StreamConnections.Shared shared() throws IOException {
        var known = shared;
        if (known != null) {
            return known;
        }
        var tlsSettings = settings.tls();
        var tls = tlsSettings == null ? null : new TlsContexts(tlsSettings);
        if (tls != null) {
            aliases = tls.hasIdentity();
            long every = tls.settings().reload().toMillis();
            loops.next()
                    .scheduleWithFixedDelay(
                            () -> Thread.ofVirtual().start(tls::refresh), every, every, TimeUnit.MILLISECONDS);
        }
        var fresh = new StreamConnections.Shared(loops, settings, tls, connections, flows, gate);
        shared = fresh;
        return fresh;
    }

    /** The bound address of the listening point, UDP and TCP. */
    public InetSocketAddress address(String listener) {
        return address(listener, Transport.UDP);
    }

    public InetSocketAddress address(String listener, Transport transport) {
        return listener(listener).getFirst().address(transport);
    }

    /** host:port as others should see it. */
    public String sentBy(String listener) {
        return sentBy(listener, Transport.UDP);
    }

    public String sentBy(String listener, Transport transport) {
        return listener(listener).getFirst().sentBy(transport);
    }

    /** The same as this peer should see it: of its address family, for its transport. */
    public String sentBy(String listener, Hop hop) {
        return bound(listener, hop.address()).sentBy(hop.transport());
    }

    public boolean supports(String listener, Transport transport) {
        return listener(listener).getFirst().point.transports().contains(transport);
    }

    /** The domains that the sender of this has proved by certificate; none without one (RFC 5922 §7.1). */
    public Set<String> proven(Arrival arrival) {
        return arrival.transport().secure()
                ? listener(arrival.listener()).stream()
                        .flatMap(bound -> bound.streams.proven(arrival).stream())
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** True if requests on such connections ask to be answered by requests on them (RFC 5923 §5). */
    public boolean asksForAlias(Transport transport) {
        return transport == Transport.TLS && aliases;
    }

    /** True if the node is one of ours under its advertised or bound host and port. */
    public boolean isOwn(String host, int port) {
        for (var addresses : listeners.values()) {
            for (var bound : addresses) {
                if (bound.isOwn(host, port)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Sends one message; a failure is told, once, on an I/O thread. One that came in a datagram may lack the length that a
     * stream needs (RFC 3261 §16.6 step 9, §18.3).
     */
    public void send(SipMessage unframed, Hop hop, String listener, SendFailure failure) {
        var message = hop.transport().streams() ? unframed.framed() : unframed;
        var from = bound(listener, hop.address());
        observer.sent(message, hop.transport(), from.address(hop.transport()), hop.address());
        if (hop.transport() == Transport.UDP) {
            from.udp.send(message, hop.address(), failure);
        } else {
            from.streams.send(message.wire(), hop, failure);
        }
    }

    private void received(byte[] bytes, Arrival arrival) {
        if (!gate.hears(arrival.listener(), arrival.remote().getAddress())) {
            return;
        }
        SipMessage message;
        try {
            message = SipMessage.parse(bytes);
        } catch (SipParseException e) {
            malformed.increment();
            gate.malformed(arrival);
            LOG.info("Dropped {} bytes from {}: {}", bytes.length, Addresses.text(arrival.remote()), e.reason());
            return;
        }
        observer.received(message, arrival);
        if (arrival.transport() == Transport.TLS && message instanceof SipRequest request) {
            alias(request, arrival);
        }
        inbound.message(message, arrival);
    }

    /** Datagrams and frames that were no SIP at all. */
    public long malformed() {
        return malformed.sum();
    }

    private void alias(SipRequest request, Arrival arrival) {
        try {
            var via = request.topVia();
            if (via.params().has("alias")) {
                int port = via.port() < 0 ? Transport.TLS.defaultPort() : via.port();
                listener(arrival.listener()).forEach(bound -> bound.streams.alias(arrival, port));
            }
        } catch (SipParseException e) {
            LOG.debug("No alias: {}", e.reason()); // the transaction layer answers it
        }
    }

    /** Connections that are open, and how many were turned away at the door. */
    public int connections() {
        return connections.open();
    }

    public long refusedConnections() {
        return connections.refused();
    }

    /** Datagrams for us that the kernel threw away because we were too slow, and those of ours that it had no room for. */
    public long droppedDatagrams() {
        var ports = listeners.values().stream()
                .flatMap(List::stream)
                .map(bound -> bound.address(Transport.UDP).getPort())
                .collect(Collectors.toSet());
        return UdpDrops.count(ports)
                + listeners.values().stream()
                        .flatMap(List::stream)
                        .mapToLong(bound -> bound.udp.lost())
                        .sum();
    }

    private Bound bound(String listener, InetSocketAddress peer) {
        var addresses = listener(listener);
        for (int i = 0; i < addresses.size() - 1; i++) {
            if (addresses.get(i).reaches(peer)) {
                return addresses.get(i);
            }
        }
        return addresses.getLast();
    }

    private List<Bound> listener(String name) {
        var listener = listeners.get(name);
        if (listener == null) {
            throw new IllegalArgumentException("No listening point '" + name + "', there are " + listeners.keySet());
        }
        return listener;
    }

    /** The far end is no more and will not say so: whoever comes back at its address knows nothing of these connections. */
    public void leave(InetSocketAddress peer) {
        listeners.values().forEach(addresses -> addresses.forEach(bound -> bound.streams.leave(peer)));
    }

    /** No new connections are taken; those that are open stay. */
    public void stopAccepting() {
        listeners.values().forEach(addresses -> addresses.forEach(bound -> bound.streams.stopAccepting()));
    }

    @Override
    public void close() {
        listeners.values().forEach(addresses -> addresses.forEach(Bound::close));
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
