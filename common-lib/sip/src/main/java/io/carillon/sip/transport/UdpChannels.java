package io.carillon.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * UDP sockets of one listening point: one for each I/O thread (SO_REUSEPORT), datagrams received and sent in batches
 * (recvmmsg, sendmmsg) where native epoll is present.
 */
final class UdpChannels implements AutoCloseable {
    /** The largest datagram that SIP must take (RFC 3261 §18.1.1). */
    private static final int MAX_DATAGRAM = 65_535;

    private static final int BATCH = 16;
    private static final int SOCKET_BUFFER = 4 << 20;

    private final String listener;
    private final EventLoopGroup loops;
    private final Frames frames;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    UdpChannels(String listener, EventLoopGroup loops, Frames frames) {
        this.listener = listener;
        this.loops = loops;
        this.frames = frames;
    }

    InetSocketAddress bind(InetSocketAddress address, int count) throws IOException {
        var wanted = address;
        int sharing = Epoll.isAvailable() ? count : 1;
        for (int i = 0; i < sharing; i++) {
            var future = bootstrap(sharing > 1).bind(wanted).awaitUninterruptibly();
            if (!future.isSuccess()) {
                throw new IOException(future.cause());
            }
            sockets.add(new Socket(future.channel()));
            wanted = (InetSocketAddress) future.channel().localAddress();
        }
        return wanted;
    }

    private Bootstrap bootstrap(boolean shared) {
        var bootstrap = new Bootstrap()
                .group(loops)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .handler(new Receiver());
        if (!Epoll.isAvailable()) {
            return bootstrap
                    .channel(NioDatagramChannel.class)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM));
        }
        return bootstrap
                .channel(EpollDatagramChannel.class)
                .option(EpollChannelOption.SO_REUSEPORT, shared)
                .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_DATAGRAM)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM * BATCH));
    }

    /** Sends from the socket of the calling I/O thread if it has one, so that replies leave without a hand-off. */
    void send(byte[] bytes, InetSocketAddress to, SipTransports.SendFailure failure) {
        var chosen = sockets.get(0);
        for (var socket : sockets) {
            if (socket.channel.eventLoop().inEventLoop()) {
                chosen = socket;
                break;
            }
        }
        chosen.send(bytes, to, failure);
    }

    @Override
    public void close() {
        for (var socket : sockets) {
            socket.channel.close().awaitUninterruptibly(1_000);
        }
    }

    /** One socket; what is written within one turn of its event loop leaves in one flush. */
    private static final class Socket {
        private final Channel channel;
        private boolean flushing;

        Socket(Channel channel) {
            this.channel = channel;
        }

        void send(byte[] bytes, InetSocketAddress to, SipTransports.SendFailure failure) {
            if (channel.eventLoop().inEventLoop()) {
                write(bytes, to, failure);
            } else {
                channel.eventLoop().execute(() -> write(bytes, to, failure));
            }
        }

        private void write(byte[] bytes, InetSocketAddress to, SipTransports.SendFailure failure) {
            var content = channel.alloc().directBuffer(bytes.length).writeBytes(bytes);
            var packet = new DatagramPacket(content, to);
            if (failure == SipTransports.SendFailure.IGNORED) {
                channel.write(packet, channel.voidPromise());
            } else {
                channel.write(packet).addListener((ChannelFutureListener) done -> {
                    if (!done.isSuccess()) {
                        failure.failed(done.cause());
                    }
                });
            }
            if (!flushing) {
                flushing = true;
                channel.eventLoop().execute(this::flush);
            }
        }

        private void flush() {
            flushing = false;
            channel.flush();
        }
    }

    private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            if (packet.content().readableBytes() <= 4) {
                return; // a keep-alive of RFC 5626 §4.4.1 or nothing at all
            }
            var bytes = ByteBufUtil.getBytes(packet.content());
            var local = (InetSocketAddress) context.channel().localAddress();
            frames.received(bytes, new Arrival(listener, Transport.UDP, local, packet.sender()));
        }

        /** An error of one datagram, an ICMP unreachable say, concerns nobody else. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            org.slf4j.LoggerFactory.getLogger(UdpChannels.class).info("UDP {}: {}", listener, cause.toString());
        }
    }
}
