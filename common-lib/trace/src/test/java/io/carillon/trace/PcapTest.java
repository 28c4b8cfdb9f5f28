package io.carillon.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tshark opens what is written. */
class PcapTest {
    /** A Device-Watchdog-Request. */
    private static final String DWR = "0100003c8000011800000000000000010000000200000108400000166873732d312e68"
            + "6f6d652e6e657400000000012840000010686f6d652e6e6574";

    private final Messages messages = new Messages();

    @Test
    void sip_and_diameter_are_read_back(@TempDir Path folder) throws Exception {
        var events = List.of(
                messages.sent("sbc-1", "cscf-1", "INVITE sip:bob@home SIP/2.0", "b1", "call"),
                messages.sent("cscf-1", "tas-1", "INVITE sip:bob@home SIP/2.0", "b2", "call"),
                messages.binary("cscf-1", "hss-1", "DWR", DWR));
        var file = Files.write(folder.resolve("call.pcap"), Pcap.of(Ladder.of(events, events)));
        var lines = tshark(file);
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).contains("10.0.0.1", "10.0.0.2", "INVITE");
        assertThat(lines.get(1)).contains("10.0.0.2", "10.0.0.3");
        assertThat(lines.getLast()).contains("10.0.0.4", "280").doesNotContain("alformed");
    }

    private static List<String> tshark(Path file) throws IOException, InterruptedException {
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(
                    Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is missing: this test is skipped");
        }
        var fields = List.of("ip.src", "ip.dst", "sip.Method", "diameter.cmd.code", "_ws.malformed");
        var words = new java.util.ArrayList<>(List.of("tshark", "-r", file.toString(), "-T", "fields"));
        fields.forEach(field -> words.addAll(List.of("-e", field)));
        var process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = process.inputReader().readAllLines();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return lines;
    }
}
