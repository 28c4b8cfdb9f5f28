package io.carillon.testkit.voice;

import io.carillon.sdp.Codec;
import io.carillon.sdp.Direction;
import io.carillon.sdp.MediaDescription;
import io.carillon.sdp.SessionDescription;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A video line (TS 26.114 §5.2.2): RTP of H.264 without a picture in it every 40 ms, and a count of what comes. */
public final class Picture implements AutoCloseable {
    private static final Codec H264 =
            new Codec(97, "H264", 90_000, 1, Optional.of("packetization-mode=0;profile-level-id=42e00c"));
    private static final String PROTOCOL = "RTP/AVP";
    private static final int BANDWIDTH = 512;
    private static final long PACE = 40_000_000;
    private static final int SIZE = 600;

    /** Where and whether to send. */
    private record Target(InetSocketAddress peer, Direction direction) {}

    private final DatagramSocket socket;
    private final AtomicLong received = new AtomicLong();
    private volatile @Nullable Target target;
    private volatile boolean closed;

    private Picture(DatagramSocket socket) {
        this.socket = socket;
    }

    public static Picture open(InetAddress local) throws IOException {
        var picture = new Picture(new DatagramSocket(0, local));
        Thread.ofVirtual().name("eye " + picture.socket.getLocalPort()).start(picture::look);
        return picture;
    }

    public MediaDescription offer(Direction wanted) {
        return line(H264, wanted);
    }

    /** Empty for a line that is no picture, or none that we understand. */
    public Optional<MediaDescription> answer(SessionDescription offer, MediaDescription line) {
        if (!line.kind().equals("video")
                || line.isDisabled()
                || !line.protocol().equals(PROTOCOL)) {
            return Optional.empty();
        }
        return line.codecs().stream()
                .filter(H264::isSameAs)
                .findFirst()
                .map(codec -> line(
                        codec, Direction.SENDRECV.and(offer.directionOf(line).reversed())));
    }

    private MediaDescription line(Codec codec, Direction direction) {
        return MediaDescription.rtp("video", socket.getLocalPort(), PROTOCOL, List.of(codec), direction)
                .withBandwidth("AS", BANDWIDTH);
    }

    /** Begins to send, or goes on towards another. */
    public synchronized void show(InetSocketAddress peer, Direction direction) {
        boolean first = target == null;
        target = new Target(peer, direction);
        if (first) {
            Thread.ofVirtual().name("picture " + socket.getLocalPort()).start(this::send);
        }
    }

    private void send() {
        int source = ThreadLocalRandom.current().nextInt();
        long next = System.nanoTime();
        for (int number = 1; !closed; number++) {
            var now = target;
            if (now != null && now.direction().sends()) {
                send(packet(number, source), now.peer());
            }
            next += PACE;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** RFC 3550 §5.1; the marker says that a frame ends with the packet. */
    private static byte[] packet(int number, int source) {
        return ByteBuffer.allocate(SIZE)
                .put((byte) 0x80)
                .put((byte) (0x80 | H264.payloadType()))
                .putShort((short) number)
                .putInt(number * 3_600)
                .putInt(source)
                .array();
    }

    private void send(byte[] packet, InetSocketAddress peer) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, peer));
        } catch (IOException e) {
            // Nobody looks there any more, or this call is over: the count tells.
        }
    }

    private void look() {
        var packet = new DatagramPacket(new byte[2_048], 2_048);
        while (!closed) {
            try {
                packet.setLength(2_048);
                socket.receive(packet);
            } catch (IOException e) {
                continue; // closed, or an ICMP message about something sent
            }
            if (packet.getLength() == SIZE && (packet.getData()[1] & 0x7f) == H264.payloadType()) {
                received.incrementAndGet();
            }
        }
    }

    /** Of a picture: what belongs to another line is not counted. */
    public long packetsReceived() {
        return received.get();
    }

    @Override
    public void close() {
        closed = true;
        socket.close();
    }
}
