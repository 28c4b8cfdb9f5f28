package io.carillon.sip.transport;

import io.carillon.sip.message.SipMessage;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP socket on an event loop of Netty, read and written past it, in batches over memory that stays: Netty's own
 * datagram channel makes and recycles half a dozen objects for every packet.
 */
final class NativeUdpSocket implements UdpSocket {
    private static final Logger LOG = LoggerFactory.getLogger(NativeUdpSocket.class);

    private final String listener;
    private final IoEventLoop loop;
    private final DatagramReader reader;
    private final Descriptor socket;
    private final InetSocketAddress local;
    private final Arena arena = Arena.ofShared();
    private final IncomingDatagrams in;
    private final OutgoingDatagrams out;
    private @Nullable IoRegistration registration;
    /** From here on used on the I/O thread only. */
    private final byte[] buffer = new byte[SipMessage.MAX_SIZE];

    private boolean reading;
    private boolean flushing;
    private boolean closed;

    NativeUdpSocket(String listener, IoEventLoop loop, DatagramReader reader, InetSocketAddress address, boolean shared)
            throws IOException {
        this.listener = listener;
        this.loop = loop;
        this.reader = reader;
        // An IPv4 address gets a socket of its own family: mapped addresses cost time with every datagram.
        boolean ipv6 = address.getAddress() instanceof Inet6Address;
        this.socket = Descriptor.open(ipv6);
        try {
            socket.setReusePort(shared);
            socket.setReceiveBufferSize(UdpChannels.SOCKET_BUFFER);
            socket.setSendBufferSize(UdpChannels.SOCKET_BUFFER);
            socket.bind(address);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        this.local = socket.localAddress();
        this.in = new IncomingDatagrams(arena, listener, local, ipv6);
        this.out = new OutgoingDatagrams(arena, socket.intValue(), ipv6);
    }

    /** From now on it reads. */
    void start() {
        var registered = loop.register(new Readiness()).syncUninterruptibly().getNow();
        registration = registered;
        registered.submit(EpollIoOps.EPOLLIN);
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public int receiveBuffer() {
        try {
            return socket.getReceiveBufferSize();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public long lost() {
        return out.lost();
    }

    @Override
    public boolean isOurThread() {
        return loop.inEventLoop();
    }

    @Override
    public void send(SipMessage message, InetSocketAddress to, SipTransports.SendFailure failure) {
        if (loop.inEventLoop()) {
            write(message, to, failure);
        } else {
            loop.execute(() -> write(message, to, failure));
        }
    }

    private void write(SipMessage message, InetSocketAddress to, SipTransports.SendFailure failure) {
        int size = message.size();
        if (size > buffer.length) {
            failure.failed(new IOException("No datagram holds " + size + " bytes"));
            return;
        }
        message.copyTo(buffer);
        write(buffer, size, to, failure);
    }

    private void write(byte[] bytes, int size, InetSocketAddress to, SipTransports.SendFailure failure) {
        if (closed) {
            failure.failed(new ClosedChannelException());
            return;
        }
        out.add(bytes, size, to, failure);
        if (!reading && !flushing) {
            flushing = true;
            loop.execute(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        if (!closed) {
            out.flush();
        }
    }

    /** What they bring about leaves after the last of them. */
    private void read() {
        reading = true;
        int count = in.receive(socket.intValue());
        for (int i = 0; i < count; i++) {
            read(i);
        }
        reading = false;
        flush();
    }

    private void read(int entry) {
        try {
            var arrival = in.arrival(entry);
            var answer = reader.read(in.take(entry), arrival);
            if (answer != null) {
                write(answer, answer.length, arrival.remote(), SipTransports.SendFailure.IGNORED);
            }
        } catch (Throwable e) { // what one datagram does concerns no other
            LOG.info("UDP {}: {}", listener, e.toString());
        }
    }

    @Override
    public void close() {
        if (!loop.isShutdown()) { // it has closed this socket with itself
            loop.submit(this::release).awaitUninterruptibly(1_000);
        }
    }

    private void release() {
        if (closed) {
            return;
        }
        closed = true;
        var registered = registration;
        if (registered != null) {
            registered.cancel();
        }
        try {
            socket.close();
        } catch (IOException e) {
            LOG.info("UDP {}: {}", listener, e.toString());
        }
        arena.close();
    }

    /** The socket as the event loop knows it. */
    private final class Readiness implements EpollIoHandle {
        @Override
        public FileDescriptor fd() {
            return socket;
        }

        @Override
        public void handle(IoRegistration registered, IoEvent event) {
            if (!closed) {
                read();
            }
        }

        @Override
        public void close() {
            release();
        }
    }

    /** A socket of the wanted family. */
    private static final class Descriptor extends Socket {
        private Descriptor(int descriptor) {
            super(descriptor);
        }

        static Descriptor open(boolean ipv6) {
            return new Descriptor(newSocketDgram0(ipv6 ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET));
        }
    }
}
