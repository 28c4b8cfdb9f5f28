package io.carillon.trace;

import io.carillon.node.trace.TraceEvent;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * A SIP message as Homer takes it: the Homer Encapsulation Protocol, version 3. Each chunk is a vendor (0: everybody's), a
 * type, a length that counts these six octets, and a value.
 *
 * <pre>
 * | "HEP3" | length of all (2) | vendor (2) | type (2) | length (2) | value | …
 * </pre>
 */
public final class Hep {
    private static final byte[] MAGIC = "HEP3".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK = 6;
    private static final byte INET = 2;
    private static final byte INET6 = 10;
    private static final byte UDP = 17;
    private static final byte SIP = 1;
    /** What one datagram takes, with room for the other chunks. */
    private static final int MOST_PAYLOAD = 60_000;

    private final ByteBuffer packet = ByteBuffer.allocate(65_507);

    private Hep() {
        packet.put(MAGIC).putShort((short) 0);
    }

    /**
     * @param agent the number by which Homer knows who captured
     * @param nodes where a node, which the event calls by its id, is
     */
    public static byte[] of(TraceEvent event, int agent, Function<String, Optional<InetSocketAddress>> nodes) {
        var from = address(event.from(), nodes);
        var to = address(event.to(), nodes);
        var hep = new Hep();
        boolean six = from.getAddress() instanceof Inet6Address && to.getAddress() instanceof Inet6Address;
        hep.chunk(1, new byte[] {six ? INET6 : INET});
        hep.chunk(2, new byte[] {UDP});
        hep.chunk(six ? 5 : 3, octets(from, six));
        hep.chunk(six ? 6 : 4, octets(to, six));
        hep.chunk(7, int16(from.getPort()));
        hep.chunk(8, int16(to.getPort()));
        hep.chunk(9, int32((int) event.time().getEpochSecond()));
        hep.chunk(10, int32(event.time().getNano() / 1_000));
        hep.chunk(11, new byte[] {SIP});
        hep.chunk(12, int32(agent));
        hep.chunk(15, text(event.payload()));
        event.keys().stream().findFirst().ifPresent(callId -> hep.chunk(17, text(callId)));
        return hep.done();
    }

    /** A name that nobody knows is no address at all. */
    private static InetSocketAddress address(String party, Function<String, Optional<InetSocketAddress>> nodes) {
        int colon = party.lastIndexOf(':');
        if (colon < 0) {
            return nodes.apply(party).orElseGet(Hep::unknown);
        }
        try {
            var host = party.substring(0, colon).replaceAll("^\\[|]$", "");
            return new InetSocketAddress(InetAddress.ofLiteral(host), Integer.parseInt(party.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return unknown();
        }
    }

    private static InetSocketAddress unknown() {
        return new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
    }

    private static byte[] octets(InetSocketAddress address, boolean six) {
        byte[] octets = address.getAddress().getAddress();
        return octets.length == (six ? 16 : 4) ? octets : new byte[4];
    }

    private static byte[] text(String value) {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        return octets.length > MOST_PAYLOAD ? Arrays.copyOf(octets, MOST_PAYLOAD) : octets;
    }

    private static byte[] int16(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private void chunk(int type, byte[] value) {
        if (packet.remaining() >= CHUNK + value.length) {
            packet.putShort((short) 0).putShort((short) type).putShort((short) (CHUNK + value.length));
            packet.put(value);
        }
    }

    private byte[] done() {
        packet.putShort(MAGIC.length, (short) packet.position());
        return Arrays.copyOf(packet.array(), packet.position());
    }
}
