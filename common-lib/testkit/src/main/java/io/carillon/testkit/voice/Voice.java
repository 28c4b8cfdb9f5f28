package io.carillon.testkit.voice;

import io.carillon.sdp.Direction;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One RTP stream each way (RFC 3550, RFC 3551): says a tone every 20 ms, and listens. */
public final class Voice implements AutoCloseable {
    private static final long PACE = 20_000_000;
    private static final int SAMPLES = 160;
    private static final int HEADER = 12;
    private static final int LOUDNESS = 8_000;

    /** Where and what to send. */
    private record Target(InetSocketAddress peer, int payloadType, Direction direction) {}

    private final DatagramSocket socket;
    private final int tone;
    private final Ear ear = new Ear();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private volatile @Nullable Target target;
    private volatile boolean closed;

    private Voice(DatagramSocket socket, int tone) {
        this.socket = socket;
        this.tone = tone;
    }

    /** Listens at an even port of this address, as RTP does by custom (RFC 3550 §11). */
    public static Voice open(InetAddress local, int tone) throws IOException {
        for (int attempt = 0; attempt < 50; attempt++) {
            var socket = new DatagramSocket(0, local);
            if (socket.getLocalPort() % 2 == 0) {
                var voice = new Voice(socket, tone);
                Thread.ofVirtual().name("ear " + socket.getLocalPort()).start(voice::listen);
                return voice;
            }
            socket.close();
        }
        throw new IOException("No even port is free at " + local);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Begins to speak, or goes on with another target; the ear forgets what it heard. */
    public synchronized void talk(InetSocketAddress peer, int payloadType, Direction direction) {
        boolean first = target == null;
        target = new Target(peer, payloadType, direction);
        ear.forget();
        if (first) {
            Thread.ofVirtual().name("voice " + port()).start(this::speak);
        }
    }

    private void speak() {
        int sequence = ThreadLocalRandom.current().nextInt(1 << 16);
        int timestamp = ThreadLocalRandom.current().nextInt();
        int ssrc = ThreadLocalRandom.current().nextInt();
        long sample = 0;
        boolean marker = true;
        long next = System.nanoTime();
        while (!closed) {
            var now = target;
            if (now != null && now.direction().sends()) {
                var packet = ByteBuffer.allocate(HEADER + SAMPLES)
                        .put((byte) 0x80)
                        .put((byte) (now.payloadType() | (marker ? 0x80 : 0)))
                        .putShort((short) sequence++)
                        .putInt(timestamp)
                        .putInt(ssrc);
                for (int i = 0; i < SAMPLES; i++) {
                    double phase = 2 * Math.PI * tone * sample++ / Ear.RATE;
                    packet.put(G711.encode(now.payloadType(), (int) (LOUDNESS * Math.sin(phase))));
                }
                send(packet.array(), now.peer());
                marker = false;
            } else {
                marker = true;
            }
            timestamp += SAMPLES;
            next += PACE;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void send(byte[] packet, InetSocketAddress peer) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, peer));
            sent.incrementAndGet();
        } catch (IOException e) {
            // Nobody listens there any more, or this call is over: the counters tell.
        }
    }

    private void listen() {
        var packet = new DatagramPacket(new byte[2_048], 2_048);
        while (!closed) {
            try {
                socket.receive(packet);
            } catch (IOException e) {
                continue; // closed, or an ICMP message about something sent
            }
            hear(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        }
    }

    /** The first octets: version, padding, extension and CSRC count; marker and payload type (RFC 3550 §5.1). */
    private void hear(ByteBuffer packet) {
        if (packet.remaining() < HEADER || (packet.get(0) & 0xc0) != 0x80) {
            return;
        }
        received.incrementAndGet();
        int payloadType = packet.get(1) & 0x7f;
        int start = HEADER + 4 * (packet.get(0) & 0x0f);
        if ((packet.get(0) & 0x10) != 0 && start + 4 <= packet.limit()) {
            start += 4 + 4 * (packet.getShort(start + 2) & 0xffff);
        }
        if (payloadType == G711.PCMA || payloadType == G711.PCMU) {
            for (int i = start; i < packet.limit(); i++) {
                ear.hear(G711.decode(payloadType, packet.get(i)));
            }
        }
    }

    public long packetsSent() {
        return sent.get();
    }

    public long packetsReceived() {
        return received.get();
    }

    /** True once the last half second was mainly this tone. */
    public boolean hears(int hertz) {
        return ear.hears(hertz);
    }

    /** The tone that the last half second was. */
    public OptionalInt tone() {
        return ear.tone();
    }

    /** Listens anew: only what comes from now on counts. */
    public void forget() {
        ear.forget();
    }

    @Override
    public void close() {
        closed = true;
        socket.close();
    }
}
