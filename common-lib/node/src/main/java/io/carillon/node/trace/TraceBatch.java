package io.carillon.node.trace;

import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import io.carillon.node.trace.TraceSink.Wire;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * Many trace events as one value of the topic: the version, the size, and an LZ4 block of one frame an event. A frame begins
 * with its size, so that one of a later kind is passed over. A SIP message is there as it was on the wire, which costs a node one copy; what
 * else an event says of it is read from it by who reads the batch. Not safe for use by several threads.
 */
public final class TraceBatch {
    static final byte VERSION = 1;
    /** Version and size of what is packed. */
    static final int HEADER = 1 + 4;

    /** Beyond it an event is too large for a record of Kafka's usual size. */
    static final int LARGEST = 700_000;

    /** No batch is larger before it is packed: a reader takes no more. */
    private static final int MOST = 2_000_000;

    private static final int FIRST_SIZE = 4_096;
    /** Size, protocol, flags, time and the lengths of two names. */
    private static final int FRAME = 4 + 1 + 1 + 8 + 2 + 2;

    private static final int LONGEST_TEXT = 0xFFFF;

    private static final int SENT = 1;
    /** Summary and keys are in the frame, else in the message. */
    private static final int TOLD = 2;

    private static final long MICROS = 1_000_000;
    private static final Protocol[] PROTOCOLS = Protocol.values();

    private final TraceMask mask;
    private ByteBuffer out = ByteBuffer.allocate(FIRST_SIZE);
    private int events;

    TraceBatch(TraceMask mask) {
        this.mask = mask;
    }

    /** For who writes as a node does. */
    public static byte[] octetsOf(List<TraceEvent> events) {
        return new TracePacker().pack(new TraceBatch(new TraceMask(false)).of(events));
    }

    /** Another batch, of these. */
    TraceBatch of(List<TraceEvent> others) {
        var batch = new TraceBatch(mask);
        others.forEach(batch::add);
        return batch;
    }

    int events() {
        return events;
    }

    int size() {
        return out.position();
    }

    /** What the events take, not to be changed: the first {@link #size} of them. */
    byte[] room() {
        return out.array();
    }

    /** As they are before they are packed. */
    byte[] frames() {
        return Arrays.copyOf(out.array(), out.position());
    }

    void clear() {
        out.clear();
        events = 0;
    }

    /** @return false if the event is too large for any batch */
    boolean add(Instant time, String node, Direction direction, String remote, Wire message) {
        int size = message.size();
        if (!room(FRAME + utf8(node) + utf8(remote) + size)) {
            return false;
        }
        int frame = begin(Protocol.SIP, direction == Direction.SENT ? SENT : 0, time, node, remote);
        int at = out.position();
        message.copyTo(out.array(), at);
        mask.hide(message, out.array(), at, at + size);
        out.position(at + size);
        end(frame);
        return true;
    }

    /** @return false if the event is too large for any batch */
    boolean add(TraceEvent raw) {
        var event = mask.apply(raw);
        boolean sent = event.direction() == Direction.SENT;
        var remote = sent ? event.to() : event.from();
        int keys = event.keys().stream().mapToInt(key -> 2 + utf8(key)).sum();
        int size = FRAME + utf8(event.node()) + utf8(remote) + 2 + utf8(event.summary()) + 2 + keys;
        if (!room(size + utf8(event.payload()))) {
            return false;
        }
        int frame = begin(event.protocol(), TOLD | (sent ? SENT : 0), event.time(), event.node(), remote);
        text(event.summary());
        out.putShort((short) event.keys().size());
        event.keys().forEach(this::text);
        out.put(event.payload().getBytes(StandardCharsets.UTF_8));
        end(frame);
        return true;
    }

    private int begin(Protocol protocol, int flags, Instant time, String node, String remote) {
        int frame = out.position();
        out.putInt(0).put((byte) protocol.ordinal()).put((byte) flags);
        out.putLong(time.getEpochSecond() * MICROS + time.getNano() / 1_000);
        text(node);
        text(remote);
        return frame;
    }

    private void end(int frame) {
        out.putInt(frame, out.position() - frame);
        events++;
    }

    private void text(String text) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(octets.length, LONGEST_TEXT);
        out.putShort((short) length).put(octets, 0, length);
    }

    /** What the text takes at most. */
    private static int utf8(String text) {
        return 3 * text.length();
    }

    private boolean room(int wanted) {
        if (wanted > LARGEST) {
            return false;
        }
        if (out.remaining() < wanted) {
            int size = Math.max(2 * out.capacity(), out.position() + wanted);
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), size)).position(out.position());
        }
        return true;
    }

    /** The events that can be read: none of a batch of another version. */
    public static List<TraceEvent> read(byte[] octets) {
        return readFrames(unpacked(octets));
    }

    /** All but the last one if that was cut off. */
    static List<TraceEvent> readFrames(byte[] frames) {
        List<TraceEvent> events = new ArrayList<>();
        var in = ByteBuffer.wrap(frames);
        while (in.remaining() >= FRAME) {
            int size = in.getInt(in.position());
            if (size < FRAME || size > in.remaining()) {
                break;
            }
            var frame = in.slice(in.position(), size);
            in.position(in.position() + size);
            readFrame(frame.position(4), events);
        }
        return events;
    }

    private static byte[] unpacked(byte[] octets) {
        var header = ByteBuffer.wrap(octets);
        if (octets.length < HEADER || header.get() != VERSION) {
            return new byte[0];
        }
        int size = header.getInt();
        if (size < 0 || size > MOST) {
            return new byte[0];
        }
        try {
            return LZ4Factory.fastestInstance()
                    .safeDecompressor()
                    .decompress(octets, HEADER, octets.length - HEADER, size);
        } catch (LZ4Exception e) {
            return new byte[0];
        }
    }

    private static void readFrame(ByteBuffer in, List<TraceEvent> events) {
        try {
            int protocol = in.get();
            if (protocol >= 0 && protocol < PROTOCOLS.length) {
                events.add(event(PROTOCOLS[protocol], in));
            }
        } catch (BufferUnderflowException e) {
            return; // written by nobody we know
        }
    }

    private static TraceEvent event(Protocol protocol, ByteBuffer in) {
        int flags = in.get();
        boolean sent = (flags & SENT) != 0;
        long micros = in.getLong();
        var time = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
        var node = readText(in);
        var remote = readText(in);
        boolean told = (flags & TOLD) != 0;
        var summary = told ? readText(in) : "";
        var keys = told ? readKeys(in) : Set.<String>of();
        var octets = rest(in);
        var event = TraceEvent.seen(
                time,
                node,
                protocol,
                sent ? Direction.SENT : Direction.RECEIVED,
                remote,
                summary,
                keys,
                new String(octets, StandardCharsets.UTF_8));
        return told ? event : SipReading.of(octets).of(event);
    }

    private static Set<String> readKeys(ByteBuffer in) {
        Set<String> keys = new LinkedHashSet<>();
        for (int left = Short.toUnsignedInt(in.getShort()); left > 0; left--) {
            keys.add(readText(in));
        }
        return keys;
    }

    private static String readText(ByteBuffer in) {
        var octets = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(octets);
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static byte[] rest(ByteBuffer in) {
        var octets = new byte[in.remaining()];
        in.get(octets);
        return octets;
    }
}
