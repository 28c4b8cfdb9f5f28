package io.carillon.testkit;

import io.carillon.sdp.ng.NgClient;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgObserver;
import io.carillon.sdp.ng.NgOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's rtpengine, all of it in user space: another speaker of NG than ours. */
public final class Rtpengine implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/rtpengine");
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Process process;
    private final InetSocketAddress control;

    private Rtpengine(Process process, InetSocketAddress control) {
        this.process = process;
        this.control = control;
    }

    /** Whether a test can have it; in CI it must. */
    public static boolean isThere() {
        boolean there = Files.isExecutable(PROGRAM);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("rtpengine is not installed: apt-get install rtpengine-daemon");
        }
        return there;
    }

    public static Rtpengine start(String... options) {
        var control = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        var command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "--config-file=none", // its own, which names ports
                "--table=-1",
                "--interface=127.0.0.1",
                "--listen-ng=127.0.0.1:" + control.getPort(),
                "--listen-cli=127.0.0.1:" + freePort(),
                "--foreground",
                "--log-stderr",
                "--log-level=3",
                "--num-threads=1",
                "--delete-delay=0"));
        command.addAll(List.of(options));
        try {
            var started = new Rtpengine(
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start(),
                    control);
            started.awaitPong();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPong() {
        try (var client = NgClient.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), NgObserver.NONE)) {
            if (!(client.ask(control, new NgCommand.Ping(), SOON) instanceof NgOutcome.Done)) {
                close();
                throw new IllegalStateException("rtpengine does not answer");
            }
        }
    }

    /** Where it takes NG commands. */
    public InetSocketAddress control() {
        return control;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
