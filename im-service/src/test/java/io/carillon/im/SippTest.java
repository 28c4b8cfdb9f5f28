package io.carillon.im;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** sipp in the place of the S-CSCF, short messages octet by octet as the standards have them, tshark to read what comes. */
class SippTest {
    private static final String ALICE = "15550311";
    private static final String BOB = "15550312";
    /** RP types and TPDU types on the way to a phone, as tshark has them. */
    private static final int RP_DATA = 1;

    private static final int RP_ACK = 3;
    private static final int DELIVER = 0;
    private static final int SUBMIT_REPORT = 1;
    private static final int STATUS_REPORT = 2;
    /**
     * RP-DATA (TS 24.011 §7.3.1.2) to the centre +999000001 with an SMS-SUBMIT (TS 23.040 §9.2.2.2) to +15550312: relative
     * validity, status report wanted, 10 septets.
     */
    private static final String SUBMISSION =
            "00 2A 00 06 91 99 09 00 00 F1 15 31 07 08 91 51 55 30 21 00 00 AA 0A E8 32 9B FD 46 97 D9 EC 37";

    @TempDir
    private Path dir;

    private final int port = freePort();

    @BeforeAll
    static void needsSipp() {
        if (!"true".equals(System.getenv("CI"))) {
            var there = Files.isExecutable(Path.of("/usr/bin/sipp")) && Files.isExecutable(Path.of("/usr/bin/tshark"));
            Assumptions.assumeTrue(there, "sipp or tshark is missing: this test is skipped");
        }
    }

    private static int freePort() {
        try (var socket = new DatagramSocket()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Process run(List<String> words, String log) throws IOException {
        return new ProcessBuilder(words)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(dir.resolve(log).toFile())
                .start();
    }

    /** One scenario to its end. */
    private void plays(TestIm im, String scenario, int times, String... fields) throws Exception {
        Files.writeString(dir.resolve("fields.csv"), "SEQUENTIAL\n" + String.join(";", fields) + "\n");
        var file = Path.of("src/test/resources/sipp", scenario + ".xml").toAbsolutePath();
        var words = new ArrayList<>(List.of("sipp", "127.0.0.1:" + im.sip().getPort(), "-sf", file.toString()));
        words.addAll(List.of("-inf", "fields.csv", "-i", "127.0.0.1", "-p", Integer.toString(port)));
        words.addAll(List.of("-m", Integer.toString(times), "-timeout", "30s", "-timeout_error", "-nostdin"));
        var sipp = run(words, scenario + ".log");
        try {
            assertThat(sipp.waitFor(40, TimeUnit.SECONDS)).isTrue();
            assertThat(sipp.exitValue())
                    .as(Files.readString(dir.resolve(scenario + ".log")))
                    .isZero();
        } finally {
            sipp.destroyForcibly();
        }
    }

    /** The phone, whose numbers are as given, sends these octets. */
    private void sends(TestIm im, String user, String number, String hex, String about) throws Exception {
        Files.write(dir.resolve("rp.bin"), HexFormat.of().parseHex(hex.replace(" ", "")));
        plays(im, "sends", 1, user, number, TestIm.HOME, about);
    }

    /** RP-ACK (TS 24.011 §7.3.3). @param heard a reference and a Call-ID */
    private void acknowledges(TestIm im, String user, String number, List<String> heard) throws Exception {
        sends(im, user, number, "02 " + heard.getFirst().replace("0x", ""), heard.get(1));
    }

    /** What the centre has sent, by its types of RP and TPDU: reference, Call-ID, and these fields. */
    private List<String> heard(int relay, int transfer, String... fields) {
        var words = new ArrayList<>(List.of("tshark", "-n", "-r", "sms.pcap", "-d", "udp.port==" + port + ",sip"));
        var filter = "sip.Method == \"MESSAGE\" && udp.dstport == " + port + " && gsm_a.rp.msg_type == " + relay
                + " && gsm_sms.tp-mti == " + transfer;
        words.addAll(List.of("-Y", filter, "-T", "fields", "-E", "separator=|"));
        words.addAll(List.of("-e", "gsm_a.rp.rp_message_reference", "-e", "sip.Call-ID", "-e", "_ws.malformed"));
        for (var field : fields) {
            words.addAll(List.of("-e", field));
        }
        var lines = await().atMost(Duration.ofSeconds(30)).until(() -> read(words), each -> !each.isEmpty());
        var found = new ArrayList<>(List.of(lines.getFirst().split("\\|", -1)));
        assertThat(found.remove(2)).as("malformed").isEmpty();
        return found;
    }

    private List<String> read(List<String> words) throws Exception {
        var process = new ProcessBuilder(words)
                .directory(dir.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = process.inputReader().readAllLines();
        process.waitFor(20, TimeUnit.SECONDS);
        return lines;
    }

    @Test
    void a_short_message_goes_out_arrives_and_is_reported_on() throws Exception {
        var capture = run(
                List.of(
                        "tshark",
                        "-q",
                        "-i",
                        "lo",
                        "-w",
                        dir.resolve("sms.pcap").toString(),
                        "-f",
                        "udp port " + port),
                "tshark.log");
        var cscf = new NodeInfo("cscf", "cscf-1", Map.of("sip", "127.0.0.1:" + port), 100, 0);
        try (var im = TestIm.start(StaticNodes.of(cscf), "carillon.sip.t1=500ms", "carillon.im.answer=35s")
                .ready()) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Files.readString(dir.resolve("tshark.log")).contains("Capturing on"));
            sends(im, "alice", ALICE, SUBMISSION, "none@phone");
            plays(im, "takes", 2, "nobody");
            assertThat(heard(RP_ACK, SUBMIT_REPORT)).startsWith("0x2a");
            var delivery = heard(RP_DATA, DELIVER, "gsm_sms.tp-oa", "gsm_sms.sms_text");
            assertThat(delivery.subList(2, 4)).containsExactly(ALICE, "hellohello");
            acknowledges(im, "bob", BOB, delivery);

            plays(im, "takes", 1, "nobody");
            var report = heard(
                    RP_DATA,
                    STATUS_REPORT,
                    "gsm_sms.tp-mr",
                    "gsm_sms.tp-ra",
                    "gsm_sms.dis_field.st_error",
                    "gsm_sms.dis.field_st_reason");
            assertThat(report.subList(2, 6))
                    .as("no error, received by the phone")
                    .containsExactly("7", BOB, "0", "0");
            acknowledges(im, "alice", ALICE, report);
        } finally {
            capture.destroy();
        }
    }
}
