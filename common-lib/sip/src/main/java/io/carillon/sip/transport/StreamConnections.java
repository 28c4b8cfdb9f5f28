package io.carillon.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * TCP, TLS, WS and WSS connections of one listening point. A connection is found by its far end, whoever opened it, and
 * opened when there is none; a secured one only where the far end has proved the name that is looked for (RFC 5923 §8).
 */
final class StreamConnections implements AutoCloseable {
    private static final long CLOSING_MS = 1_000;
    private static final int CONNECT_TIMEOUT_MS = 4_000;
    private static final WriteBufferWaterMark BACKLOG = new WriteBufferWaterMark(512 << 10, 1 << 20);

    /** What a stack's connections have in common. */
    record Shared(
            IoEventLoopGroup loops,
            TransportSettings settings,
            @Nullable TlsContexts tls,
            ConnectionCount count,
            FlowObserver flows,
            Gate gate) {}

    private record Far(Transport transport, InetSocketAddress remote) {}

    private record Named(Far far, String domain) {}

    final String listener;
    final TransportSettings settings;
    private final Shared shared;
    private final Frames frames;
    private final StreamPipeline pipelines;
    /** Every open connection, by its far end. */
    private final ConcurrentHashMap<Far, Connection> flows = new ConcurrentHashMap<>();
    /** Those that we opened or are opening, and the aliases that peers have asked for. */
    private final ConcurrentHashMap<Named, Connection> named = new ConcurrentHashMap<>();

    private final List<Channel> servers = new ArrayList<>();
    private @Nullable InetSocketAddress source;

    StreamConnections(ListeningPoint point, Shared shared, Frames frames) {
        this.listener = point.name();
        this.shared = shared;
        this.settings = shared.settings();
        this.frames = frames;
        this.pipelines = new StreamPipeline(settings, shared.tls(), point.clients());
    }

    boolean verifiesNames() {
        return shared.tls() != null && shared.tls().settings().verifyNames();
    }

    InetSocketAddress listen(Transport transport, InetSocketAddress address) throws IOException {
        if (transport.secure() && (shared.tls() == null || !shared.tls().serves())) {
            throw new IOException(transport + " needs a certificate");
        }
        var future = new ServerBootstrap()
                .group(shared.loops())
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .childHandler(accepted(transport))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .bind(address)
                .awaitUninterruptibly();
        if (!future.isSuccess()) {
            throw new IOException(future.cause());
        }
        servers.add(future.channel());
        return (InetSocketAddress) future.channel().localAddress();
    }

    /** Opens connections from this address and takes none. */
    InetSocketAddress openFrom(InetSocketAddress address) {
        source = address;
        return address;
    }

    private ChannelInitializer<SocketChannel> accepted(Transport transport) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                var remote = channel.remoteAddress();
                if (remote == null
                        || !shared.gate().hears(listener, remote.getAddress())
                        || !shared.count().enter(remote.getAddress())) {
                    channel.close();
                    return;
                }
                channel.closeFuture().addListener(closed -> shared.count().leave(remote.getAddress()));
                var connection = new Connection(StreamConnections.this, transport, remote, false, "");
                pipelines.build(channel.pipeline(), connection, false);
            }
        };
    }

    void send(byte[] bytes, Hop hop, SipTransports.SendFailure failure) {
        var far = new Far(hop.transport(), hop.address());
        var flow = flows.get(far);
        if (hop.flowOnly()) {
            if (flow == null) {
                failure.failed(new FlowGone(hop));
            } else {
                flow.send(bytes, failure);
            }
            return;
        }
        boolean anyName = !hop.transport().secure() || hop.domain().isEmpty();
        if (flow != null && (anyName || flow.proves(hop.domain()))) {
            flow.send(bytes, failure);
            return;
        }
        if (hop.transport().secure() && shared.tls() == null) {
            failure.failed(new IOException(hop.transport() + " is not configured"));
            return;
        }
        var fresh = new boolean[1];
        var connection = named.computeIfAbsent(new Named(far, wanted(hop)), key -> {
            fresh[0] = true;
            return new Connection(this, hop.transport(), hop.address(), true, key.domain());
        });
        connection.send(bytes, failure);
        if (fresh[0]) {
            connect(connection);
        }
    }

    /** Known by address only: then the certificate must be for the address. */
    private static String wanted(Hop hop) {
        return hop.domain().isEmpty() ? hop.address().getAddress().getHostAddress() : hop.domain();
    }

    private void connect(Connection connection) {
        var remote = connection.remote;
        if (!shared.count().enter(remote.getAddress())) {
            connection.ended(new IOException("Too many connections"), null);
            return;
        }
        bootstrap(connection).connect(remote).addListener((ChannelFutureListener) done -> {
            done.channel().closeFuture().addListener(closed -> shared.count().leave(remote.getAddress()));
            if (!done.isSuccess()) {
                connection.ended(done.cause(), null);
            }
        });
    }

    private Bootstrap bootstrap(Connection connection) {
        var bootstrap = new Bootstrap()
                .group(shared.loops())
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, BACKLOG)
                .handler(pipelines.of(connection));
        var from = source;
        return from == null
                ? bootstrap
                : bootstrap.option(ChannelOption.SO_REUSEADDR, true).localAddress(from);
    }

    void opened(Connection connection) {
        flows.put(new Far(connection.transport, connection.remote), connection);
    }

    /** @param flow as it was, if it was ever open */
    void closed(Connection connection, @Nullable Arrival flow) {
        flows.remove(new Far(connection.transport, connection.remote), connection);
        named.values().removeIf(each -> each == connection);
        if (flow != null) {
            shared.flows().lost(flow);
        }
    }

    void received(byte[] frame, Arrival arrival) {
        frames.received(frame, arrival);
    }

    /**
     * The peer asks to be reached over this connection at the address of its Via (RFC 5923 §6): only under the names
     * that its certificate proves.
     */
    void alias(Arrival arrival, int port) {
        var connection = flows.get(new Far(arrival.transport(), arrival.remote()));
        if (connection == null) {
            return;
        }
        var far = new Far(
                arrival.transport(), new InetSocketAddress(arrival.remote().getAddress(), port));
        connection.peer().domains().forEach(domain -> named.putIfAbsent(new Named(far, domain), connection));
    }

    /** The domains that the far end of this connection has proved; none on any other (RFC 5922 §7.1). */
    Set<String> proven(Arrival arrival) {
        var connection = flows.get(new Far(arrival.transport(), arrival.remote()));
        return connection == null ? Set.of() : connection.peer().domains();
    }

    /** Closes what is open to this far end. */
    void leave(InetSocketAddress peer) {
        flows.values().stream().filter(each -> each.remote.equals(peer)).forEach(Connection::close);
    }

    /** No new connections come in; those that are there stay. */
    void stopAccepting() {
        servers.forEach(Channel::close);
    }

    @Override
    public void close() {
        for (var server : servers) {
            server.close().awaitUninterruptibly(CLOSING_MS);
        }
        // The event loops end after this: what is still to be written by then, such as a WebSocket's last word, is not.
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSING_MS);
        flows.values().stream()
                .flatMap(connection -> connection.close().stream())
                .toList()
                .forEach(closed ->
                        closed.awaitUninterruptibly(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
    }
}
