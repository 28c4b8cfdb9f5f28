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

    public MsrpEndpoint(MsrpSettings settings) {
        this.settings = settings;
        this.loops = new MultiThreadIoEventLoopGroup(
                2, Thread.ofPlatform().daemon().name("msrp-io-", 0).factory(), NioIoHandler.newFactory());
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
        var uri = MsrpUri.of(
                settings.server() != null, settings.host(), address().getPort(), Chunks.token() + Chunks.token());
        var session = new MsrpSession(this, uri, mostOctets, listener);
        sessions.put(uri.session(), session);
        return session;
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
        if (peer.secure() && client == null) {
            session.lost();
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
                session.lost();
            } else {
                var channel = ((io.netty.channel.ChannelFuture) done).channel();
                var connection = channel.pipeline().get(MsrpConnection.class);
                if (connection == null) {
                    session.lost();
                } else {
                    connection.ready(() -> introduce(session, connection), session::lost);
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
