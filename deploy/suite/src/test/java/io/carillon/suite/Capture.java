package io.carillon.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Everything on the suite's ports during a test, as tshark sees it. */
final class Capture {
    static final Capture NONE = new Capture(Path.of("none"), null);
    private static final int[] SIP = {5060, 5064, 5070, 5080, 5090};
    private static final int[] DIAMETER = {3868, 3869, 3870};
    private static final int DNS = 5300;

    private final Path file;
    private final Command.@Nullable Running tshark;

    private Capture(Path file, Command.@Nullable Running tshark) {
        this.file = file;
        this.tshark = tshark;
    }

    /** Begins to capture, if tshark is there; the test that needs it says so. */
    static Capture start(Path file) {
        if (!Files.isExecutable(Path.of("/usr/bin/tshark"))) {
            return NONE;
        }
        var filter = new StringBuilder("udp portrange 30000-39999 or port " + House.port(DNS));
        for (int[] ports : new int[][] {SIP, DIAMETER}) {
            for (int port : ports) {
                filter.append(" or port ").append(House.port(port));
            }
        }
        var running = Command.of("tshark", "-q", "-i", "lo", "-w", file.toString(), "-f", filter.toString())
                .start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> running.output().contains("Capturing on")
                        || !running.process().isAlive());
        return new Capture(file, running);
    }

    void stop() {
        var running = tshark;
        if (running != null) {
            running.close();
        }
    }

    /** One line for each packet that the display filter shows. */
    List<String> lines(String filter) {
        var words = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-Y", filter));
        decode(words, "udp", SIP, "sip");
        decode(words, "tcp", SIP, "sip");
        decode(words, "tcp", DIAMETER, "diameter");
        decode(words, "udp", new int[] {DNS}, "dns");
        var result = Command.of(words.toArray(String[]::new)).run(Duration.ofMinutes(2));
        return result.output()
                .lines()
                .filter(line -> !line.startsWith("Running as user") && !line.isBlank())
                .toList();
    }

    private static void decode(List<String> words, String layer, int[] ports, String protocol) {
        for (int port : ports) {
            words.addAll(List.of("-d", layer + ".port==" + House.port(port) + "," + protocol));
        }
    }
}
