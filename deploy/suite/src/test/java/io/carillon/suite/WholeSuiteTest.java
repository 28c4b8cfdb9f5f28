package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.transport.TlsSettings;
import io.carillon.sip.transport.Transport;
import io.carillon.sip.transport.TransportSettings;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeBuilder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the README promises: one command, and everything runs; strangers register, call and text. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeSuiteTest {
    private final House house = new House();
    private Capture capture = Capture.NONE;
    private Command.Result demo = new Command.Result(-1, "");

    @BeforeAll
    void demo() {
        capture = Capture.start(Path.of("target/demo.pcap").toAbsolutePath());
        demo = house.ims(Duration.ofMinutes(6), "demo");
        capture.stop();
    }

    @AfterAll
    void down() {
        house.close();
    }

    @Test
    void the_demo_tells_a_true_story() {
        assertThat(demo.exit()).as(demo.output()).isZero();
    }

    @Test
    void tshark_reads_the_whole_demo_without_a_malformed_packet() {
        Peers.need("tshark", "tshark");
        assertThat(capture.count("sip.Method == \"INVITE\"")).isPositive();
        assertThat(capture.count("diameter.cmd.code == 301")).isPositive();
        assertThat(capture.count("diameter.cmd.code == 272")).isPositive();
        assertThat(capture.lines("_ws.malformed && (sip || sdp || diameter || dns || rtp || rtcp)"))
                .isEmpty();
    }

    @Test
    void status_lists_every_node_as_up() {
        var status = house.ims(Duration.ofMinutes(1), "status", "--json");
        assertThat(status.exit()).as(status.output()).isZero();
        for (var node : new String[] {"sbc", "cscf", "tas", "im", "enum", "hss", "rtpproxy", "charging", "lab"}) {
            assertThat(status.output()).contains(node + "-1");
        }
    }

    @Test
    void a_second_up_says_that_it_runs() {
        var up = house.ims(Duration.ofMinutes(1), "up");
        assertThat(up.exit()).as(up.output()).isZero();
        assertThat(up.output()).containsIgnoringCase("runs");
    }

    @Test
    void a_stranger_registers_calls_and_texts() {
        Peers.need("sipp", "sip-tester");
        provision("carol", "tel:+15550301");
        provision("dave", "tel:+15550302");
        try (var carol = new Stranger("carol", 6_301);
                var dave = new Stranger("dave", 6_302)) {
            carol.registers();
            dave.registers();

            var answering = dave.plays("callee", "");
            carol.plays("caller", "tel:+15550302").succeeds();
            answering.succeeds();

            var reading = dave.plays("receiver", "");
            carol.plays("sender", "sip:dave@" + House.DOMAIN).succeeds();
            reading.succeeds();
        }
        var ladder = house.ims(Duration.ofMinutes(1), "trace", "sip:carol@" + House.DOMAIN);
        assertThat(ladder.output()).contains("INVITE").contains("MESSAGE").contains("BYE");
    }

    @Test
    void phones_call_each_other_over_tls_and_websocket() {
        provision("erin", "tel:+15550303");
        provision("frank", "tel:+15550304");
        try (var erin = phone("erin", Transport.TLS, 5061).tone(440).start();
                var frank = phone("frank", Transport.WSS, 5063).tone(660).start()) {
            erin.register();
            frank.register();
            var calling = erin.call("+15550304");
            var called = frank.awaitCall();
            calling.awaitAnswered();
            called.awaitAnswered();
            calling.awaitTone(660);
            called.awaitTone(440);
            called.hangUp();
            calling.awaitEnded();
            assertThat(erin.message("sip:frank@" + House.DOMAIN, "over TLS").isSuccess())
                    .isTrue();
            assertThat(frank.awaitMessage().text()).isEqualTo("over TLS");
        }
    }

    private UeBuilder phone(String user, Transport transport, int port) {
        var trust = TlsSettings.trusting(house.certificate());
        return Ue.named(user)
                .home(House.DOMAIN)
                .impu("sip:" + user + "@" + House.DOMAIN)
                .password("secret-" + user)
                .transport(transport)
                .pcscf(new InetSocketAddress("127.0.0.1", House.port(port)))
                .connections(TransportSettings.STANDARD.tls(trust));
    }

    private void provision(String user, String number) {
        var added = house.ims(
                Duration.ofMinutes(1),
                "subscriber",
                "add",
                "--impi",
                user + "@" + House.DOMAIN,
                "--impu",
                "sip:" + user + "@" + House.DOMAIN,
                "--impu",
                number,
                "--password",
                "secret-" + user);
        // a test that is tried again finds its people there
        assertThat(added.exit() == 0 || added.output().contains("already provisioned"))
                .as(added.output())
                .isTrue();
    }

    @Test
    void garbage_on_any_port_is_survived() throws IOException {
        for (int port : new int[] {5060, 5064, 5070, 5080, 5090, 5300, 2223}) {
            try (var socket = new DatagramSocket()) {
                for (var garbage : new String[] {"\0\1\2\3", "INVITE\r\n\r\n", "d7:command", "x".repeat(60_000)}) {
                    var bytes = garbage.getBytes(StandardCharsets.ISO_8859_1);
                    var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), House.port(port));
                    socket.send(new DatagramPacket(bytes, bytes.length, target));
                }
            }
        }
        for (int port : new int[] {3868, 3869, 3870, 5060, 5061, 5062, 5063, 5070, 5300}) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), House.port(port))) {
                socket.getOutputStream().write("\1\0\0\4garbage".getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        var status = house.ims(Duration.ofMinutes(1), "status", "--json");
        assertThat(status.output()).doesNotContain("NO ANSWER").doesNotContain("DOWN");
        assertThat(optionsAnswer(House.port(5060))).startsWith("SIP/2.0 200");
    }

    private static String optionsAnswer(int port) throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(5_000);
            var request = String.join(
                    "\r\n",
                    "OPTIONS sip:127.0.0.1:" + port + " SIP/2.0",
                    "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=z9hG4bK" + System.nanoTime(),
                    "From: <sip:judge@127.0.0.1>;tag=j",
                    "To: <sip:127.0.0.1>",
                    "Call-ID: " + System.nanoTime(),
                    "CSeq: 1 OPTIONS",
                    "Content-Length: 0",
                    "",
                    "");
            var bytes = request.getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(
                    bytes, bytes.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            var answer = new DatagramPacket(new byte[8_192], 8_192);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
        }
    }

    /** A phone made by sipp, which knows nothing of us; it keeps its port, as a phone does. */
    private static final class Stranger implements AutoCloseable {
        private final String user;
        private final int port;
        private Act act = Act.NONE;

        Stranger(String user, int port) {
            this.user = user;
            this.port = port;
        }

        void registers() {
            plays(
                            "register",
                            "[authentication username=" + user + "@" + House.DOMAIN + " password=secret-" + user + "]")
                    .succeeds();
        }

        Act plays(String scenario, String lastField) {
            try {
                var file = Files.createTempFile(Path.of("target").toAbsolutePath(), "sipp-", ".csv");
                Files.writeString(file, "SEQUENTIAL\n" + user + ";" + House.DOMAIN + ";" + lastField + "\n");
                var command = Command.of(
                        "sipp",
                        "127.0.0.1:" + House.port(5_060),
                        "-sf",
                        Path.of("src/test/resources/sipp/" + scenario + ".xml")
                                .toAbsolutePath()
                                .toString(),
                        "-inf",
                        file.toString(),
                        "-i",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-mp",
                        Integer.toString(port + 500),
                        "-m",
                        "1",
                        "-timeout",
                        "30s",
                        "-timeout_error",
                        "-nostdin");
                act = new Act(
                        scenario, command.in(Path.of("target").toAbsolutePath()).start());
                return act;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            act.close();
        }
    }

    /** One scenario under way. */
    private record Act(String name, Command.@Nullable Running running) {
        static final Act NONE = new Act("nothing", null);

        void succeeds() {
            if (running != null) {
                var result = running.await(Duration.ofSeconds(45));
                assertThat(result.exit()).as("%s: %s", name, result.output()).isZero();
            }
        }

        void close() {
            if (running != null) {
                running.close();
            }
        }
    }
}
