package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves the relay is RTP and RTCP to a dissector that knows nothing of us. */
class CaptureReadByTsharkTest {
    @TempDir
    private Path folder;

    @Test
    void relayed_media_is_read_without_a_complaint() throws Exception {
        assumeTrue(hasTshark() || "true".equals(System.getenv("CI")), "tshark is not installed");
        Capture capture = new Capture();
        int rtpPort;
        int rtcpPort;
        try (Relay relay = new Relay(16);
                Phone alice = new Phone(0xA11CE);
                Phone bob = new Phone(0xB0B)) {
            SessionDescription shownToBob = relay.offer(alice.sdp(), MediaOptions.plainRelay());
            SessionDescription shownToAlice = relay.answer(bob.sdp(), MediaOptions.plainRelay());
            rtpPort = shownToBob.media().getFirst().port();
            rtcpPort = rtpPort + 1;
            for (int i = 0; i < 50; i++) {
                alice.sendRtp(shownToAlice);
                capture.add(rtpPort, bob.rtp.getLocalPort(), Phone.receive(bob.rtp));
            }
            alice.sendRtcp(shownToAlice);
            capture.add(rtcpPort, bob.rtcp.getLocalPort(), Phone.receive(bob.rtcp));
        }
        Path file = folder.resolve("relayed.pcap");
        capture.write(file);

        List<String> frames =
                tshark(file, rtpPort, rtcpPort, "-T", "fields", "-e", "_ws.col.Protocol", "-e", "rtp.seq");
        assertThat(frames.stream().filter(line -> line.startsWith("RTP\t"))).hasSize(50);
        assertThat(frames.stream().filter(line -> line.startsWith("RTCP"))).hasSize(1);
        assertThat(tshark(file, rtpPort, rtcpPort, "-Y", "_ws.malformed || _ws.expert.severity == error"))
                .isEmpty();
    }

    private static List<String> tshark(Path file, int rtp, int rtcp, String... more)
            throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                "tshark",
                                "-r",
                                file.toString(),
                                "-d",
                                "udp.port==" + rtp + ",rtp",
                                "-d",
                                "udp.port==" + rtcp + ",rtcp"),
                        Stream.of(more))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream output = process.getInputStream()) {
            List<String> lines = new String(output.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(process.waitFor()).isZero();
            return lines;
        }
    }

    private static boolean hasTshark() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tshark")));
    }
}
