package io.carillon.rtpproxy.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RtcpReportsTest {
    private static final String SENDER_REPORT = "80c80006" // V=2, no block, SR, 7 words
            + "000a11ce" // SSRC
            + "11112222" + "33334444" // NTP time: LSR will be 22223333
            + "00000000" + "00000000" + "00000000";
    private static final String RECEIVER_REPORT = "81c90007" // V=2, one block, RR, 8 words
            + "00000b0b" // SSRC
            + "000a11ce" // of whom
            + "05000007" // fraction and 7 lost
            + "00000064" + "00000010"
            + "22223333" // LSR
            + "00008000"; // DLSR: half a second

    private final RtcpReports alice = new RtcpReports();
    private final RtcpReports bob = new RtcpReports();

    private static ByteBuffer packet(String... parts) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(String.join("", parts)));
    }

    @Test
    void a_report_that_answers_another_tells_the_way_and_the_loss() {
        alice.read(packet(SENDER_REPORT), 1_000_000_000L, bob);
        bob.read(packet(RECEIVER_REPORT), 1_530_000_000L, alice);
        assertThat(bob.roundTrip()).isEqualTo(30_000_000);
        assertThat(bob.peerPacketsLost()).isEqualTo(7);
        assertThat(alice.roundTrip()).isEqualTo(-1);
    }

    @Test
    void a_compound_packet_is_read_to_its_end() {
        alice.read(packet(SENDER_REPORT), 0, bob);
        bob.read(packet(SENDER_REPORT.replace("000a11ce", "00000b0b"), RECEIVER_REPORT), 600_000_000, alice);
        assertThat(bob.roundTrip()).isEqualTo(100_000_000);
    }

    @Test
    void duplicates_make_a_loss_below_zero() {
        alice.read(packet(SENDER_REPORT), 0, bob);
        bob.read(packet(RECEIVER_REPORT.replace("05000007", "00fffffe")), 600_000_000, alice);
        assertThat(bob.peerPacketsLost()).isEqualTo(-2);
    }

    @Test
    void what_answers_nothing_seen_or_is_cut_off_tells_nothing() {
        String[] reports = {
            RECEIVER_REPORT, // no sender report was seen
            RECEIVER_REPORT.replace("22223333", "00000000"), // none was received there
            RECEIVER_REPORT.replace("81c90007", "81c90009"), // longer than the packet
            RECEIVER_REPORT.replace("81c90007", "9fc90001"), // 31 blocks, and room for none
            RECEIVER_REPORT.replace("81c9", "81ca") // not a report
        };
        for (String report : reports) {
            bob.read(packet(report), 1, alice);
            assertThat(bob.roundTrip()).as(report).isEqualTo(-1);
            alice.read(packet(SENDER_REPORT.replace("33334444", "99994444")), 0, bob);
        }
    }
}
