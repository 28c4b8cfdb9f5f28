package io.carillon.sip.transport;

import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transport layer: listening points, connections, and the bytes in and out (RFC 3261 §18). */
public final class SipTransports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SipTransports.class);

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
    private final Map<String, Listener> listeners = new LinkedHashMap<>();
    private final LongAdder malformed = new LongAdder();

    /** What is bound for one listening point. */
    private record Listener(
            ListeningPoint point,
            InetSocketAddress address,
            String host,
            String sentBy,
            UdpChannels udp,
            TcpConnections tcp) {
        Listener(ListeningPoint point, InetSocketAddress address, UdpChannels udp, TcpConnections tcp) {
            this(
                    point,
                    address,
                    Addresses.host(address.getAddress()),
                    point.advertised() + ":" + address.getPort(),
                    udp,
                    tcp);
        }
    }

    public SipTransports(int ioThreads, Inbound inbound, MessageObserver observer) {
        this.ioThreads = ioThreads;
        this.inbound = inbound;
        this.observer = observer;
        IoHandlerFactory factory = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.loops = new MultiThreadIoEventLoopGroup(
                ioThreads, Thread.ofPlatform().daemon().name("sip-io-", 0).factory(), factory);
    }

    /** Binds UDP first, then TCP on the same port; with port 0 it tries until both are free. */
    public void bind(ListeningPoint point) throws IOException {
        for (int attempt = 1; ; attempt++) {
            var udp = new UdpChannels(point.name(), loops, this::received);
            var tcp = new TcpConnections(point.name(), loops, this::received);
            try {
                var address = udp.bind(point.bind(), ioThreads);
                if (point.transports().contains(Transport.TCP)) {
                    tcp.listen(address);
                }
                listeners.put(point.name(), new Listener(point, address, udp, tcp));
                LOG.info("SIP {} listens on {} {}", point.name(), Addresses.text(address), point.transports());
                return;
            } catch (IOException e) {
                udp.close();
                tcp.close();
                if (point.bind().getPort() != 0 || attempt == 20) {
                    throw new IOException(
                            "Cannot listen on " + Addresses.text(point.bind()) + " for SIP " + point.name() + ": "
                                    + e.getMessage() + ". Is another program using the port?",
                            e);
                }
            }
        }
    }

    /** The bound address of the listening point. */
    public InetSocketAddress address(String listener) {
        return listener(listener).address;
    }

    /** host:port as others should see it. */
    public String sentBy(String listener) {
        return listener(listener).sentBy;
    }

    public boolean supports(String listener, Transport transport) {
        return listener(listener).point.transports().contains(transport);
    }

    /** True if the node is one of ours under its advertised or bound host and port. */
    public boolean isOwn(String host, int port) {
        for (var listener : listeners.values()) {
            if (listener.address.getPort() == port
                    && (listener.point.advertised().equalsIgnoreCase(host) || listener.host.equals(host))) {
                return true;
            }
        }
        return false;
    }

    /** Sends one message; a failure is told, once, on an I/O thread. */
    public void send(SipMessage message, Hop hop, String listener, SendFailure failure) {
        var from = listener(listener);
        observer.sent(message, hop.transport(), from.address, hop.address());
        switch (hop.transport()) {
            case UDP -> from.udp.send(message, hop.address(), failure);
            case TCP -> from.tcp.send(message.wire(), hop.address(), failure);
            case TLS, WS, WSS -> failure.failed(new IOException(hop.transport() + " is not configured"));
        }
    }

    private void received(byte[] bytes, Arrival arrival) {
        SipMessage message;
        try {
            message = SipMessage.parse(bytes);
        } catch (SipParseException e) {
            malformed.increment();
            LOG.info("Dropped {} bytes from {}: {}", bytes.length, Addresses.text(arrival.remote()), e.reason());
            return;
        }
        observer.received(message, arrival);
        inbound.message(message, arrival);
    }

    /** Datagrams and frames that were no SIP at all. */
    public long malformed() {
        return malformed.sum();
    }

    private Listener listener(String name) {
        var listener = listeners.get(name);
        if (listener == null) {
            throw new IllegalArgumentException("No listening point '" + name + "', there are " + listeners.keySet());
        }
        return listener;
    }

    @Override
    public void close() {
        for (var listener : listeners.values()) {
            listener.udp.close();
            listener.tcp.close();
        }
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
