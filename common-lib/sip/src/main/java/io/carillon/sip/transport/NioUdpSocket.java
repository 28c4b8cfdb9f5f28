package io.carillon.sip.transport;

import io.carillon.sip.message.SipMessage;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A UDP socket where there is no epoll: one system call a datagram. */
final class NioUdpSocket implements UdpSocket {
    private static final Logger LOG = LoggerFactory.getLogger(NioUdpSocket.class);

    private final Channel channel;
    private final InetSocketAddress local;

    NioUdpSocket(String listener, EventLoopGroup loops, DatagramReader reader, InetSocketAddress address)
            throws IOException {
        var bound = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, UdpChannels.SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, UdpChannels.SOCKET_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DatagramReader.MAX_DATAGRAM))
                .handler(new Receiver(listener, reader))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause());
        }
        channel = bound.channel();
        local = (InetSocketAddress) channel.localAddress();
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public int receiveBuffer() {
        var granted = channel.config().getOption(ChannelOption.SO_RCVBUF);
        return granted == null ? 0 : granted;
    }

    /** None: they wait in the channel. */
    @Override
    public long lost() {
        return 0;
    }

    @Override
    public boolean isOurThread() {
        return channel.eventLoop().inEventLoop();
    }

    @Override
    public void send(SipMessage message, InetSocketAddress to, SipTransports.SendFailure failure) {
        var packet = new DatagramPacket(Unpooled.wrappedBuffer(message.wire()), to);
        channel.writeAndFlush(
                packet,
                failure == SipTransports.SendFailure.IGNORED ? channel.voidPromise() : new Sending(channel, failure));
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(1_000);
    }

    private static final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
        private final String listener;
        private final DatagramReader reader;

        Receiver(String listener, DatagramReader reader) {
            this.listener = listener;
            this.reader = reader;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            var arrival = new Arrival(
                    listener,
                    Transport.UDP,
                    (InetSocketAddress) context.channel().localAddress(),
                    Addresses.shared(packet.sender()));
            var answer = reader.read(ByteBufUtil.getBytes(packet.content()), arrival);
            if (answer != null) {
                context.writeAndFlush(
                        new DatagramPacket(Unpooled.wrappedBuffer(answer), packet.sender()), context.voidPromise());
            }
        }

        /** An error of one datagram, an ICMP unreachable say, concerns nobody else. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.info("UDP {}: {}", listener, cause.toString());
        }
    }
}
