package io.carillon.sip.transport;

import io.carillon.sip.message.SipMessage;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** UDP sockets of one listening point: one for each I/O thread (SO_REUSEPORT) where native epoll is present, or one. */
final class UdpChannels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UdpChannels.class);

    static final int SOCKET_BUFFER = 4 << 20;

    private final String listener;
    private final IoEventLoopGroup loops;
    private final DatagramReader reader;
    private final List<UdpSocket> sockets = new CopyOnWriteArrayList<>();

    UdpChannels(String listener, IoEventLoopGroup loops, Gate gate, Frames frames) {
        this.listener = listener;
        this.loops = loops;
        this.reader = new DatagramReader(gate, frames);
    }

    InetSocketAddress bind(InetSocketAddress address, int count) throws IOException {
        if (!Epoll.isAvailable()) {
            var only = new NioUdpSocket(listener, loops, reader, address);
            sockets.add(only);
            return only.localAddress();
        }
        var wanted = address;
        for (int i = 0; i < count; i++) {
            var socket = new NativeUdpSocket(listener, loops.next(), reader, wanted, count > 1);
            sockets.add(socket);
            socket.start();
            wanted = socket.localAddress();
        }
        tellOfSmallBuffer(sockets.getFirst().receiveBuffer());
        return wanted;
    }

    /** A burst that does not fit is lost. */
    private void tellOfSmallBuffer(int granted) {
        if (granted > 0 && granted < SOCKET_BUFFER) {
            LOG.info(
                    "SIP {} receives into {} kB, not {}: raise net.core.rmem_max if datagrams are dropped",
                    listener,
                    granted >> 10,
                    SOCKET_BUFFER >> 10);
        }
    }

    /** Sends from the socket of the calling I/O thread if it has one, so that replies leave without a hand-off. */
    void send(SipMessage message, InetSocketAddress to, SipTransports.SendFailure failure) {
        var chosen = sockets.get(0);
        for (int i = 1; i < sockets.size() && !chosen.isOurThread(); i++) {
            chosen = sockets.get(i);
        }
        chosen.send(message, to, failure);
    }

    long lost() {
        return sockets.stream().mapToLong(UdpSocket::lost).sum();
    }

    @Override
    public void close() {
        sockets.forEach(UdpSocket::close);
    }
}
