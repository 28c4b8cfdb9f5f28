package io.carillon.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TCP connections of one listening point. A connection is found by its far end, whoever opened it (RFC 5923), and
 * opened when there is none. A peer that does not read is cut off when its backlog passes the high-water mark.
 */
final class TcpConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpConnections.class);
    private static final int CONNECT_TIMEOUT_MS = 4_000;
    private static final int IDLE_SECONDS = 600;
    private static final int MAX_CONNECTIONS = 20_000;
    private static final WriteBufferWaterMark BACKLOG = new WriteBufferWaterMark(512 << 10, 1 << 20);

    private final String listener;
    private final EventLoopGroup loops;
    private final Frames frames;
    private final ConcurrentHashMap<InetSocketAddress, Channel> connections = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private @Nullable Channel server;

    TcpConnections(String listener, EventLoopGroup loops, Frames frames) {
        this.listener = listener;
        this.loops = loops;
        this.frames = frames;
    }

    void listen(InetSocketAddress address) throws IOException {
        var future = new ServerBootstrap()
                .group(loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .childHandler(pipeline())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .bind(address)
                .awaitUninterruptibly();
        if (!future.isSuccess()) {
            throw new IOException(future.cause());
        }
        server = future.channel();
    }

    private ChannelInitializer<SocketChannel> pipeline() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                if (open.get() >= MAX_CONNECTIONS) {
                    channel.close();
                    return;
                }
                channel.pipeline()
                        .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS), new StreamFramer(), new Connection());
            }
        };
    }

    void send(byte[] bytes, InetSocketAddress to, SipTransports.SendFailure failure) {
        var channel = connections.get(to);
        if (channel != null && channel.isActive()) {
            write(channel, bytes, failure);
            return;
        }
        new Bootstrap()
                .group(loops)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, BACKLOG)
                .handler(pipeline())
                .connect(to)
                .addListener((ChannelFutureListener) done -> {
                    if (done.isSuccess()) {
                        write(done.channel(), bytes, failure);
                    } else {
                        failure.failed(done.cause());
                    }
                });
    }

    private static void write(Channel channel, byte[] bytes, SipTransports.SendFailure failure) {
        if (!channel.isWritable()) {
            failure.failed(new IOException("The peer does not read: backlog full"));
            channel.close();
            return;
        }
        channel.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener((ChannelFutureListener) done -> {
            if (!done.isSuccess()) {
                failure.failed(done.cause());
            }
        });
    }

    @Override
    public void close() {
        var listening = server;
        if (listening != null) {
            listening.close().awaitUninterruptibly(1_000);
        }
        connections.values().forEach(Channel::close);
    }

    private final class Connection extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            open.incrementAndGet();
            connections.put((InetSocketAddress) context.channel().remoteAddress(), context.channel());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            open.decrementAndGet();
            connections.values().remove(context.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            var local = (InetSocketAddress) context.channel().localAddress();
            var remote = (InetSocketAddress) context.channel().remoteAddress();
            frames.received((byte[]) frame, new Arrival(listener, Transport.TCP, local, remote));
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.close(); // idle too long
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.info("TCP {} {}: {}", listener, context.channel().remoteAddress(), cause.getMessage());
            context.close();
        }
    }
}
