package io.carillon.sip.transport;

import static io.carillon.sip.transport.Stacks.WIRE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.SipStack;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a UDP port does beside SIP: STUN keep-alive (RFC 5626 §4.4.2), and counting what the kernel drops. */
class DatagramTest {
    private static final HexFormat HEX = HexFormat.of();
    /** RFC 5769 §2.1 names this transaction. */
    private static final String TRANSACTION = "b7e7a701bc34d686fa87dfae";

    private static SipStack stack() {
        return Stacks.start(TransportSettings.STANDARD, Set.of(Transport.TCP), transaction -> transaction.respond(200));
    }

    private static byte[] ask(DatagramSocket socket, SipStack stack, byte[] request) throws IOException {
        socket.setSoTimeout(10_000);
        socket.send(new DatagramPacket(request, request.length, stack.address(WIRE)));
        var answer = new DatagramPacket(new byte[1_500], 1_500);
        socket.receive(answer);
        return java.util.Arrays.copyOf(answer.getData(), answer.getLength());
    }

    @Test
    void a_binding_request_is_answered_with_where_it_came_from() throws IOException {
        try (var stack = stack();
                var phone = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            var answer = ask(phone, stack, HEX.parseHex("00010000" + "2112a442" + TRANSACTION));
            int port = phone.getLocalPort() ^ 0x2112;
            assertThat(HEX.formatHex(answer))
                    .isEqualTo("0101" + "000c" + "2112a442" + TRANSACTION // Binding success, 12 bytes
                            + "0020" + "0008" + "0001" // XOR-MAPPED-ADDRESS, IPv4
                            + HEX.toHexDigits((short) port)
                            + "5e12a443"); // 127.0.0.1 xor the cookie
        }
    }

    @Test
    void who_is_not_heard_gets_no_answer_to_a_binding_request_either() throws Exception {
        var door = new Door();
        var bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var stack = SipStack.builder()
                        .listen(new ListeningPoint(WIRE, bind, "127.0.0.1", Set.of(Transport.UDP, Transport.TCP)))
                        .gate(door)
                        .build();
                var phone = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            stack.start();
            var unheard = HEX.parseHex("00010000" + "2112a442" + "000000000000000000000001");
            phone.send(new DatagramPacket(unheard, unheard.length, stack.address(WIRE)));
            assertThat(door.asked.await(10, TimeUnit.SECONDS)).isTrue();
            door.open = true;
            var answer = ask(phone, stack, HEX.parseHex("00010000" + "2112a442" + TRANSACTION));
            assertThat(HEX.formatHex(answer)).contains(TRANSACTION);
        }
    }

    private static final class Door implements Gate {
        private final CountDownLatch asked = new CountDownLatch(1);
        private volatile boolean open;

        @Override
        public boolean hears(String listener, InetAddress source) {
            boolean hears = open;
            asked.countDown();
            return hears;
        }

        @Override
        public Verdict admit(SipRequest request, Arrival arrival) {
            return Verdict.ADMIT;
        }

        @Override
        public void malformed(Arrival arrival) {}
    }

    /** RFC 5769 §2.2 and §2.3: 192.0.2.1 and its IPv6 sibling, port 32853. */
    @Test
    void the_addresses_of_the_test_vectors_come_out_as_they_stand_there() {
        assertThat(answered("192.0.2.1")).endsWith("0020" + "0008" + "0001" + "a147" + "e112a643");
        assertThat(answered("2001:db8:1234:5678:11:2233:4455:6677"))
                .endsWith("0020" + "0014" + "0002" + "a147" + "0113a9faa5d3f179bc25f4b5bed2b9d9");
    }

    private static String answered(String from) {
        return HEX.formatHex(Stun.answer(
                HEX.parseHex("00010000" + "2112a442" + TRANSACTION),
                new InetSocketAddress(InetAddress.ofLiteral(from), 32_853)));
    }

    @Test
    void what_only_looks_like_stun_is_no_stun() {
        for (var other : new String[] {
            "00010000" + "2112a443" + TRANSACTION, // no cookie
            "01010000" + "2112a442" + TRANSACTION, // an answer
            "00010008" + "2112a442" + TRANSACTION, // shorter than it says
            "00010000" + "2112a442"
        }) {
            assertThat(Stun.isBindingRequest(HEX.parseHex(other))).as(other).isFalse();
        }
    }

    @Test
    void datagrams_that_the_kernel_drops_are_counted() throws Exception {
        var holding = new CountDownLatch(1);
        try (var stack = Stacks.start(TransportSettings.STANDARD, Set.of(), transaction -> {
                    try {
                        holding.await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                var flood = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(stack.droppedDatagrams()).isZero();
            var first = Stacks.text("UDP").getBytes(StandardCharsets.UTF_8);
            flood.send(new DatagramPacket(first, first.length, stack.address(WIRE)));
            var large = new byte[60_000];
            for (int i = 0; i < 1_000; i++) {
                flood.send(new DatagramPacket(large, large.length, stack.address(WIRE)));
            }
            assertThat(stack.droppedDatagrams()).isPositive();
            holding.countDown();
        }
    }

    @Test
    void the_kernels_table_is_read_by_port(@TempDir Path folder) throws IOException {
        var table = Files.writeString(folder.resolve("udp"), """
                   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
                  101: 0100007F:13C4 00000000:0000 07 00000000:00000000 00:00000000 00000000  0  0 17 2 0000000000000000 40
                  102: 0100007F:13C5 00000000:0000 07 00000000:00000000 00:00000000 00000000  0  0 18 2 0000000000000000 2
                """);
        assertThat(UdpDrops.count(table, Set.of(5060))).isEqualTo(40);
        assertThat(UdpDrops.count(table, Set.of(5060, 5061))).isEqualTo(42);
        assertThat(UdpDrops.count(folder.resolve("none"), Set.of(5060))).isZero();
    }
}
