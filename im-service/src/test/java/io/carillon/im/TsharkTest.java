package io.carillon.im;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.smsip.pdu.Segments;
import io.carillon.im.smsip.pdu.TpAddress;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.smsip.pdu.Validity;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.testkit.msrp.MsrpPhone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write as RP, TPDU and MSRP, as tshark reads it. */
class TsharkTest {
    private static final int UDP = 17;
    private static final int TCP = 6;
    private static final int SIP_PORT = 5060;
    private static final int MSRP_PORT = 2855;

    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");

    @TempDir
    private Path dir;

    @BeforeAll
    static void needsTshark() {
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(
                    Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is missing: these tests are skipped");
        }
    }

    /** A capture of raw IPv4 (LINKTYPE_RAW): one packet. */
    private Path capture(int protocol, int port, byte[] payload) throws IOException {
        int transport = protocol == UDP ? 8 : 20;
        var packet = ByteBuffer.allocate(20 + transport + payload.length);
        packet.putShort((short) 0x4500).putShort((short) packet.capacity()).putInt(0x00010000);
        packet.put((byte) 64)
                .put((byte) protocol)
                .putShort((short) 0)
                .putInt(0x0a000001)
                .putInt(0x0a000002);
        packet.putShort((short) port).putShort((short) port);
        if (protocol == UDP) {
            packet.putShort((short) (8 + payload.length)).putShort((short) 0);
        } else {
            packet.putInt(1)
                    .putInt(1)
                    .putShort((short) 0x5018)
                    .putShort((short) 0xffff)
                    .putInt(0);
        }
        packet.put(payload);
        var file = ByteBuffer.allocate(40 + packet.capacity());
        file.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(101);
        file.putLong(0).putInt(packet.capacity()).putInt(packet.capacity()).put(packet.array());
        return Files.write(dir.resolve("one.pcap"), file.array());
    }

    private static List<String> fields(Path file, String... names) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("tshark", "-r", file.toString(), "-d", "tcp.port==" + MSRP_PORT + ",msrp"));
        words.addAll(List.of("-T", "fields", "-E", "separator=|", "-e", "_ws.malformed"));
        for (var name : names) {
            words.addAll(List.of("-e", name));
        }
        var process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var line = String.join("\n", process.inputReader().readAllLines());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var found = List.of(line.split("\\|", -1));
        assertThat(found).as(line).hasSize(names.length + 1);
        assertThat(found.getFirst()).as("malformed").isEmpty();
        return found.subList(1, found.size());
    }

    private Path message(SipRequest message) throws IOException {
        var onWire = message.edit()
                .prepend(HeaderName.VIA, "SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKtshark")
                .build();
        return capture(UDP, SIP_PORT, onWire.wire());
    }

    @Test
    void a_submission_with_a_report_wanted_and_a_validity() throws Exception {
        var submit = Phone.withReport(Phone.text(bob.digits(), "Grüße, Bob {€}"), new Validity.Relative(11));
        assertThat(fields(
                        message(Phone.submits(alice, 7, submit)),
                        "gsm_a.rp.msg_type",
                        "gsm_a.rp.rp_message_reference",
                        "gsm_sms.tp-mti",
                        "gsm_sms.tp-mr",
                        "gsm_sms.tp-vpf",
                        "gsm_sms.tp-da",
                        "gsm_sms.sms_text"))
                .containsExactly("0x00", "0x07", "1", "42", "2", bob.digits(), "Grüße, Bob {€}");
    }

    @Test
    void the_last_part_of_a_long_text_in_another_script() throws Exception {
        var parts = Segments.of("Привет, как дела? ".repeat(12), Set.of(), 9);
        var submit = new Tpdu.Submit(
                false,
                false,
                false,
                1,
                TpAddress.international(bob.digits()),
                0,
                new Validity.Unspecified(),
                parts.getLast());
        assertThat(fields(
                        message(Phone.submits(alice, 1, submit)),
                        "gsm_sms.udh.mm.msg_id",
                        "gsm_sms.udh.mm.msg_parts",
                        "gsm_sms.udh.mm.msg_part"))
                .containsExactly("9", Integer.toString(parts.size()), Integer.toString(parts.size()));
    }

    @Test
    void what_the_node_sends_to_a_phone() throws Exception {
        var im = SharedIm.get();
        SharedIm.SCSCF.sends(im, Phone.submits(alice, 3, Phone.text(bob.digits(), "From the centre")));
        var accepted = SharedIm.SCSCF.receivesFor(alice.sip()).answers(200).request();
        assertThat(fields(capture(UDP, SIP_PORT, accepted.wire()), "gsm_a.rp.msg_type", "gsm_sms.tp-mti"))
                .as("RP-ACK with SMS-SUBMIT-REPORT")
                .containsExactly("0x03", "1");
        var delivery = SharedIm.SCSCF.receivesFor(bob.tel()).answers(200).request();
        assertThat(fields(
                        capture(UDP, SIP_PORT, delivery.wire()),
                        "gsm_a.rp.msg_type",
                        "gsm_sms.tp-mti",
                        "gsm_sms.tp-oa",
                        "gsm_sms.sms_text"))
                .containsExactly("0x01", "0", alice.digits(), "From the centre");
        SharedIm.SCSCF.sends(im, Phone.acknowledges(bob, delivery));
    }

    @Test
    void a_chunk_of_msrp() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var phone = new MsrpPhone()) {
            phone.offer();
            phone.answered(("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=message "
                            + server.getLocalPort() + " TCP/MSRP *\r\na=path:msrp://127.0.0.1:" + server.getLocalPort()
                            + "/far;tcp\r\na=setup:passive\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            CompletableFuture.runAsync(() -> phone.says("m1", "text/plain", "Hello, tshark"));
            var read = new ByteArrayOutputStream();
            try (var socket = server.accept()) {
                while (!read.toString(StandardCharsets.UTF_8).contains("Hello, tshark\r\n-------")
                        || !read.toString(StandardCharsets.UTF_8).endsWith("$\r\n")) {
                    read.write(socket.getInputStream().read());
                }
            }
            var chunk = read.toString(StandardCharsets.UTF_8);
            chunk = chunk.substring(chunk.lastIndexOf("MSRP "));
            assertThat(fields(
                            capture(TCP, MSRP_PORT, chunk.getBytes(StandardCharsets.UTF_8)),
                            "msrp.method",
                            "msrp.messageid",
                            "msrp.byte.range",
                            "msrp.content.type",
                            "msrp.to.path",
                            "msrp.cnt.flg"))
                    .containsExactly(
                            "SEND",
                            "m1",
                            "1-13/13",
                            "text/plain",
                            "msrp://127.0.0.1:" + server.getLocalPort() + "/far;tcp",
                            "$");
        }
    }
}
