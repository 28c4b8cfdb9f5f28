package io.carillon.sip.transport;

import io.carillon.sip.message.SipMessage;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * UDP sockets of one listening point: one for each I/O thread (SO_REUSEPORT), datagrams received and sent in batches
 * (recvmmsg, sendmmsg) where native epoll is present.
 */
final class UdpChannels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UdpChannels.class);
    /** The largest datagram that SIP must take (RFC 3261 §18.1.1). */
    private static final int MAX_DATAGRAM = 65_535;

    private static final int BATCH = 16;
    private static final int SOCKET_BUFFER = 4 << 20;

    private final String listener;
    private final EventLoopGroup loops;
    private final Gate gate;
    private final Frames frames;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    UdpChannels(String listener, EventLoopGroup loops, Gate gate, Frames frames) {
        this.listener = listener;
        this.loops = loops;
        this.gate = gate;
        this.frames = frames;
    }

    InetSocketAddress bind(InetSocketAddress address, int count) throws IOException {
        var wanted = address;
        int sharing = Epoll.isAvailable() ? count : 1;
        for (int i = 0; i < sharing; i++) {
            var future = bootstrap(family(wanted), sharing > 1).bind(wanted).awaitUninterruptibly();
            if (!future.isSuccess()) {
                throw new IOException(future.cause());
            }
            wanted = (InetSocketAddress) future.channel().localAddress();
            if (i == 0) {
                tellOfSmallBuffer(future.channel());
            }
        }
        return wanted;
    }

    /** A burst that does not fit is lost. */
    private void tellOfSmallBuffer(Channel channel) {
        var granted = channel.config().getOption(ChannelOption.SO_RCVBUF);
        if (granted != null && granted < SOCKET_BUFFER) {
            LOG.info(
                    "SIP {} receives into {} kB, not {}: raise net.core.rmem_max if datagrams are dropped",
                    listener,
                    granted >> 10,
                    SOCKET_BUFFER >> 10);
        }
    }

    /** An IPv4 address gets a socket of its own family: mapped addresses cost time with every datagram. */
    private static SocketProtocolFamily family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }

    private Bootstrap bootstrap(SocketProtocolFamily family, boolean shared) {
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
                .channelFactory(() -> new EpollDatagramChannel(family))
                .option(EpollChannelOption.SO_REUSEPORT, shared)
                .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_DATAGRAM)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM * BATCH));
    }

    /** Sends from the socket of the calling I/O thread if it has one, so that replies leave without a hand-off. */
    void send(SipMessage message, InetSocketAddress to, SipTransports.SendFailure failure) {
        var chosen = sockets.get(0);
        for (int i = 1; i < sockets.size() && !chosen.channel.eventLoop().inEventLoop(); i++) {
            chosen = sockets.get(i);
        }
        chosen.send(message, to, failure);
    }

    @Override
    public void close() {
        for (var socket : sockets) {
            socket.channel.close().awaitUninterruptibly(1_000);
        }
    }

    /** One socket; what is written while datagrams are read leaves in one flush after the last of them. */
    private static final class Socket {
        private final Channel channel;
        /** Used on the I/O thread only. */
        private final byte[] buffer = new byte[SipMessage.MAX_SIZE];

        private boolean flushing;
        private boolean reading;

        Socket(Channel channel) {
            this.channel = channel;
        }

        void send(SipMessage message, InetSocketAddress to, SipTransports.SendFailure failure) {
            if (channel.eventLoop().inEventLoop()) {
                write(message, to, failure);
            } else {
                channel.eventLoop().execute(() -> write(message, to, failure));
            }
        }

        private void write(SipMessage message, InetSocketAddress to, SipTransports.SendFailure failure) {
            int size = message.size();
            if (size > buffer.length) {
                failure.failed(new IOException("No datagram holds " + size + " bytes"));
                return;
            }
            message.copyTo(buffer);
            var content = channel.alloc().directBuffer(size).writeBytes(buffer, 0, size);
            channel.write(new DatagramPacket(content, to), sending(failure));
            if (!flushing && !reading) {
                flushing = true;
                channel.eventLoop().execute(this::flush);
            }
        }

        private ChannelPromise sending(SipTransports.SendFailure failure) {
            return failure == SipTransports.SendFailure.IGNORED ? channel.voidPromise() : new Sending(channel, failure);
        }

        private void flush() {
            flushing = false;
            channel.flush();
        }
    }

    private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
        private @Nullable Socket socket;
        private @Nullable InetSocketAddress local;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            local = (InetSocketAddress) context.channel().localAddress();
            var own = new Socket(context.channel());
            socket = own;
            sockets.add(own);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            var own = socket;
            var address = local;
            if (own == null || address == null) {
                return; // nothing is read before the channel is active
            }
            own.reading = true;
            if (packet.content().readableBytes() <= 4) {
                return; // a keep-alive of RFC 5626 §4.4.1 or nothing at all
            }
            if (Stun.isBindingRequest(packet.content())) {
                if (!gate.hears(listener, packet.sender().getAddress())) {
                    return;
                }
                var answer = Stun.answer(packet.content(), packet.sender(), context.alloc());
                context.write(new DatagramPacket(answer, packet.sender()), context.voidPromise());
                return;
            }
            var bytes = ByteBufUtil.getBytes(packet.content());
            frames.received(bytes, new Arrival(listener, Transport.UDP, address, Addresses.shared(packet.sender())));
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            var own = socket;
            if (own != null) {
                own.reading = false;
                context.flush();
            }
        }

        /** An error of one datagram, an ICMP unreachable say, concerns nobody else. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.info("UDP {}: {}", listener, cause.toString());
        }
    }
}
