package io.carillon.sip.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** sipp, which knows nothing of us, as a peer. */
public final class Sipp implements AutoCloseable {
    private static final String LONG_WAIT = "<timewait milliseconds=\"4000\"/>";
    private static final String SHORT_WAIT = "<timewait milliseconds=\"1000\"/>";

    private final Process process;
    private final Path output;

    private Sipp(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** A missing sipp skips the test, but not where the whole suite must have run. */
    public static void required() {
        boolean there = java.util.Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "sipp")));
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("sipp is not installed: apt-get install sip-tester");
        }
        assumeTrue(there, "sipp is not installed: apt-get install sip-tester");
    }

    /** Starts sipp in this folder with these arguments, on loopback. */
    public static Sipp start(Path folder, String name, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("sipp", "-i", "127.0.0.1", "-nostdin", "-trace_err"));
        command.addAll(List.of(arguments));
        var output = folder.resolve(name + ".out");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Sipp(process, output);
    }

    /** sipp's own scenario of a phone that answers, but for the four seconds that it stays for repeated BYEs: one here. */
    public static String answers(Path folder) throws IOException, InterruptedException {
        var shipped = folder.resolve("shipped.xml");
        var process = new ProcessBuilder("sipp", "-sd", "uas")
                .redirectOutput(shipped.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var scenario = Files.readString(shipped);
        assertThat(scenario).contains(LONG_WAIT);
        return Files.writeString(folder.resolve("uas.xml"), scenario.replace(LONG_WAIT, SHORT_WAIT))
                .toString();
    }

    /** Waits for the end; sipp ends with 0 only if every call succeeded. */
    public void succeeds() throws IOException, InterruptedException {
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        assertThat(ended && process.exitValue() == 0)
                .as("sipp:\n" + Files.readString(output))
                .isTrue();
    }

    /** A port that was free a moment ago. */
    public static InetSocketAddress freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
