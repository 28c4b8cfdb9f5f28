package io.carillon.msrp;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where MSRP comes in and goes out: a listening socket, the connections, and the sessions by their URIs. */
public final class MsrpEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MsrpEndpoint.class);
    private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private final MsrpSettings settings;
    private final MultiThreadIoEventLoopGroup loops;
    /** A name of so many characters is nobody's guess. */
    static final int SECRET = 16;

    /** By the session part of the URI: host and port may be those of a box in between (RFC 6714 §5). */
    private final ConcurrentHashMap<String, MsrpSession> sessions = new ConcurrentHashMap<>();

    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private @Nullable Channel listening;
    private Optional<MsrpRelay> relay = Optional.empty();

    public MsrpEndpoint(MsrpSettings settings) {
        this.settings = settings;
        this.loops = new MultiThreadIoEventLoopGroup(
                2, Thread.ofPlatform().daemon().name("msrp-io-", 0).factory(), NioIoHandler.newFactory());
    }

    /** Is a relay, too, before it is started: for clients that come by TLS. */
    public MsrpEndpoint relays(RelaySettings clients) {
        relay = Optional.of(new MsrpRelay(this, clients));
        return this;
    }

    Optional<MsrpRelay> relay() {
        return relay;
    }

    /** URIs that its clients have of it. */
    public int relayed() {
        return relay.map(MsrpRelay::size).orElse(0);
    }

    public MsrpEndpoint start() throws IOException {
        var bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        pipeline(channel, settings.server(), Optional.empty());
                    }
                });
        var future = bootstrap.bind(settings.bind()).awaitUninterruptibly();
        if (!future.isSuccess()) {
            throw new IOException("MSRP cannot listen at " + settings.bind(), future.cause());
        }
        listening = future.channel();
        LOG.info("MSRP listens on {}", address());
        return this;
    }

    public InetSocketAddress address() {
        var open = listening;
        return open == null ? settings.bind() : (InetSocketAddress) open.localAddress();
    }

    /** The endpoint itself, of no session: where AUTH goes. */
    public MsrpUri uri() {
        return MsrpUri.parse((settings.server() == null ? "msrp" : "msrps") + "://" + settings.host() + ":"
                + address().getPort() + ";tcp");
    }

    /** Sessions that are not over. */
    public int size() {
        return sessions.size();
    }

    public int connections() {
        return connections.get();
    }

    MsrpSettings settings() {
        return settings;
    }

    /** A new session with a name that nobody can guess (§14.1). @param mostOctets of one message */
    public MsrpSession session(long mostOctets, MsrpSession.Listener listener) {
        var session = new MsrpSession(this, freshName(), mostOctets, listener);
        sessions.put(session.local().session(), session);
        return session;
    }

    MsrpUri freshName() {
        return MsrpUri.of(
                settings.server() != null, settings.host(), address().getPort(), Chunks.token() + Chunks.token());
    }

    /** The same name for a peer that is met anew. */
    MsrpSession again(MsrpSession before) {
        var session = new MsrpSession(this, before.local(), before.mostOctets(), before.listener());
        sessions.put(before.local().session(), session);
        return session;
    }

    Optional<MsrpSession> find(MsrpUri uri) {
        return Optional.ofNullable(sessions.get(uri.session()))
                .filter(session -> session.local().secure() == uri.secure());
    }

    void forget(MsrpSession session) {
        sessions.remove(session.local().session(), session);
    }

    void connect(MsrpSession session, MsrpUri peer) {
        var client = session.expected().isPresent() ? settings.pinned() : settings.client();
        open(peer, client, connection -> introduce(session, connection), session::lost);
    }

    /** For the relay: a connection that is of no session. Ourselves we know by our own certificate. */
    void dial(MsrpUri peer, Consumer<MsrpConnection> ready, Runnable failed) {
        boolean self = peer.address().equals(settings.host())
                && peer.port() == address().getPort();
        var print = Optional.ofNullable(settings.fingerprint()).filter(known -> self && peer.secure());
        open(
                peer,
                print.isPresent() ? settings.pinned() : settings.client(),
                connection -> {
                    boolean known = print.isEmpty()
                            || connection
                                    .certificate()
                                    .filter(shown -> MsrpTls.matches(print.get(), shown))
                                    .isPresent();
                    if (known) {
                        ready.accept(connection);
                    } else {
                        connection.close();
                        failed.run();
                    }
                },
                failed);
    }

    private void open(MsrpUri peer, @Nullable SslContext client, Consumer<MsrpConnection> ready, Runnable failed) {
        if (peer.secure() && client == null) {
            failed.run();
            return;
        }
        var bootstrap = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.patience().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        pipeline(channel, peer.secure() ? client : null, Optional.of(peer));
                    }
                });
        bootstrap.connect(peer.address(), peer.port()).addListener(done -> {
            if (!done.isSuccess()) {
                LOG.info("No MSRP connection to {}: {}", peer, done.cause().getMessage());
                failed.run();
            } else {
                var channel = ((io.netty.channel.ChannelFuture) done).channel();
                var connection = channel.pipeline().get(MsrpConnection.class);
                if (connection == null) {
                    failed.run();
                } else {
                    connection.ready(() -> ready.accept(connection), failed);
                }
            }
        });
    }

    private static void introduce(MsrpSession session, MsrpConnection connection) {
        if (session.isTrusted(connection)) {
            session.bind(connection);
            session.introduce();
        } else {
            LOG.warn("The certificate at {} is not the one that was named", session.local());
            connection.close();
            session.lost();
        }
    }

    private void pipeline(Channel channel, @Nullable SslContext tls, Optional<MsrpUri> peer) {
        if (connections.incrementAndGet() > settings.connections()) {
            connections.decrementAndGet();
            channel.close();
            return;
        }
        channels.add(channel);
        channel.closeFuture().addListener(closed -> {
            channels.remove(channel);
            connections.decrementAndGet();
        });
        if (tls != null) {
            channel.pipeline()
                    .addLast(peer.map(to -> tls.newHandler(channel.alloc(), to.address(), to.port()))
                            .orElseGet(() -> tls.newHandler(channel.alloc())));
        }
        var framer = new MsrpFramer();
        channel.pipeline().addLast(framer, new MsrpConnection(this, framer));
    }

    @Override
    public void close() {
        var open = listening;
        if (open != null) {
            open.close().awaitUninterruptibly();
        }
        channels.forEach(Channel::close);
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }
}
