package io.carillon.enumdns.wire;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port, UDP and TCP; each query on a virtual thread, no more than a bound at a time. */
public final class DnsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);
    private static final int LARGEST_QUERY = 4096;
    private static final int PORT_TRIES = 20;

    /**
     * @param atOnce UDP queries in hand; more are answered SERVFAIL
     * @param connections open TCP connections; more are closed at once
     * @param idle how long a TCP connection may be silent
     */
    public record Bounds(int atOnce, int connections, Duration idle) {}

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Bounds bounds;
    private final DnsExchange exchange;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore queries;
    private final Semaphore connections;

    private DnsServer(DatagramSocket udp, ServerSocket tcp, Bounds bounds, DnsResponder responder) {
        this.udp = udp;
        this.tcp = tcp;
        this.bounds = bounds;
        this.exchange = new DnsExchange(responder);
        this.queries = new Semaphore(bounds.atOnce());
        this.connections = new Semaphore(bounds.connections());
    }

    /** Port 0 takes one that is free for both transports. */
    public static DnsServer open(InetSocketAddress address, Bounds bounds, DnsResponder responder) {
        try {
            for (int left = PORT_TRIES; ; left--) {
                ServerSocket tcp = new ServerSocket();
                tcp.setReuseAddress(true);
                try {
                    tcp.bind(address);
                    InetSocketAddress bound = new InetSocketAddress(address.getAddress(), tcp.getLocalPort());
                    return new DnsServer(new DatagramSocket(bound), tcp, bounds, responder).start();
                } catch (BindException taken) {
                    tcp.close();
                    if (address.getPort() != 0 || left == 0) {
                        throw taken;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("DNS cannot use UDP and TCP " + address + ": " + e.getMessage(), e);
        }
    }

    public InetSocketAddress local() {
        return (InetSocketAddress) udp.getLocalSocketAddress();
    }

    private DnsServer start() {
        Thread.ofPlatform().name("dns-udp").start(this::receive);
        Thread.ofPlatform().name("dns-tcp").start(this::accept);
        return this;
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST_QUERY], LARGEST_QUERY);
        while (!udp.isClosed()) {
            try {
                packet.setLength(LARGEST_QUERY);
                udp.receive(packet);
                InetSocketAddress client = (InetSocketAddress) packet.getSocketAddress();
                begin(client, Arrays.copyOf(packet.getData(), packet.getLength()));
            } catch (IOException | RuntimeException e) {
                complain(udp.isClosed(), e);
            }
        }
    }

    private void begin(InetSocketAddress client, byte[] query) {
        if (!queries.tryAcquire()) {
            if (DnsExchange.isQuery(query)) {
                send(client, DnsExchange.failure(query));
            }
            return;
        }
        workers.execute(() -> {
            try {
                exchange.overUdp(query).ifPresent(answer -> send(client, answer));
            } finally {
                queries.release();
            }
        });
    }

    private void send(InetSocketAddress client, byte[] answer) {
        try {
            udp.send(new DatagramPacket(answer, answer.length, client));
        } catch (IOException e) {
            LOG.debug("DNS answer to {} not sent: {}", client, e.toString());
        }
    }

    private void accept() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                if (connections.tryAcquire()) {
                    workers.execute(() -> converse(client));
                } else {
                    client.close();
                }
            } catch (IOException | RuntimeException e) {
                complain(tcp.isClosed(), e);
            }
        }
    }

    private void converse(Socket client) {
        try (client) {
            client.setSoTimeout((int) bounds.idle().toMillis());
            DataInputStream input = new DataInputStream(client.getInputStream());
            while (true) {
                int length = input.readUnsignedShort();
                if (length > LARGEST_QUERY) {
                    return;
                }
                Optional<byte[]> answer = exchange.overTcp(input.readNBytes(length));
                if (answer.isEmpty()) {
                    return;
                }
                client.getOutputStream().write(framed(answer.get()));
            }
        } catch (EOFException | SocketTimeoutException _) {
            LOG.trace("DNS connection ended");
        } catch (IOException e) {
            LOG.debug("DNS connection broke: {}", e.toString());
        } finally {
            connections.release();
        }
    }

    /** In one write, so that length and answer leave in one segment (RFC 7766 §8). */
    private static byte[] framed(byte[] answer) {
        return ByteBuffer.allocate(2 + answer.length)
                .putShort((short) answer.length)
                .put(answer)
                .array();
    }

    private static void complain(boolean closed, Exception e) {
        if (!closed) {
            LOG.warn("DNS goes on after {}", e.toString());
        }
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            LOG.debug("DNS socket: {}", e.toString());
        }
        workers.shutdownNow();
    }
}
