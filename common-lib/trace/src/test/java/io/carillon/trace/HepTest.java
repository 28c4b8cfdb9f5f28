package io.carillon.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Homer gets, octet by octet. */
class HepTest {
    private final Messages messages = new Messages();

    private static Optional<InetSocketAddress> node(String id) {
        return id.equals("sbc-1")
                ? Optional.of(new InetSocketAddress(InetAddress.ofLiteral("10.1.0.1"), 5064))
                : Optional.empty();
    }

    private byte[] invite(String from, String to) {
        var event = messages.sent(from, to, "INVITE sip:bob@home SIP/2.0", "b1", "call-7@phone");
        return Hep.of(event, 2001, HepTest::node);
    }

    @Test
    void a_message_is_a_run_of_chunks() {
        var packet = ByteBuffer.wrap(invite("sbc-1", "192.0.2.7:5062"));

        assertThat(new String(packet.array(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("HEP3");
        assertThat(packet.getShort(4)).isEqualTo((short) packet.limit());
        assertThat(values(packet, 1)).containsExactly(2);
        assertThat(values(packet, 2)).containsExactly(17);
        assertThat(values(packet, 3)).containsExactly(10, 1, 0, 1);
        assertThat(values(packet, 4)).containsExactly(192 - 256, 0, 2, 7);
        assertThat(values(packet, 7)).containsExactly(5064 >> 8, (byte) 5064);
        assertThat(values(packet, 11)).containsExactly(1);
        assertThat(values(packet, 12)).containsExactly(0, 0, 2001 >> 8, (byte) 2001);
        assertThat(new String(values(packet, 15), StandardCharsets.UTF_8)).startsWith("INVITE sip:bob@home");
        assertThat(values(packet, 17)).asString(StandardCharsets.UTF_8).isEqualTo("call-7@phone");
    }

    @Test
    void ipv6_has_chunks_of_its_own_and_a_name_that_nobody_knows_is_no_address() {
        var six = ByteBuffer.wrap(invite("[2001:db8::1]:5060", "[2001:db8::2]:5060"));
        assertThat(values(six, 1)).containsExactly(10);
        assertThat(values(six, 5)).hasSize(16).startsWith(0x20, 0x01, 0x0d, (byte) 0xb8);
        assertThat(values(ByteBuffer.wrap(invite("nobody-9", "192.0.2.7:5062")), 3))
                .containsExactly(0, 0, 0, 0);
    }

    private static byte[] values(ByteBuffer packet, int type) {
        for (int at = 6; at < packet.limit(); at += packet.getShort(at + 4)) {
            if (packet.getShort(at + 2) == type) {
                byte[] value = new byte[packet.getShort(at + 4) - 6];
                packet.get(at + 6, value);
                return value;
            }
        }
        throw new AssertionError("no chunk " + type);
    }
}
