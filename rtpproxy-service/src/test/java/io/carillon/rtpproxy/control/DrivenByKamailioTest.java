package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kamailio's rtpengine module asks our relay as it would ask rtpengine; sipp talks through it and hears its echo. */
class DrivenByKamailioTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** A second and a half of packets each 20 ms, and what a busy machine is late with. */
    private static final long ENOUGH = 40;

    @TempDir
    private Path folder;

    private final List<Process> programs = new ArrayList<>();
    private Relay relay;

    @BeforeEach
    void open() throws IOException {
        for (String program : List.of("/usr/sbin/kamailio", "/usr/bin/sipp")) {
            boolean there = Files.isExecutable(Path.of(program));
            assertThat(there || !"true".equals(System.getenv("CI"))).as(program).isTrue();
            assumeTrue(there, program + " is not installed");
        }
        relay = new Relay(64);
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Process program : programs.reversed()) {
            program.descendants().forEach(ProcessHandle::destroy);
            program.destroy();
            if (!program.waitFor(5, TimeUnit.SECONDS)) {
                program.descendants().forEach(ProcessHandle::destroyForcibly);
                program.destroyForcibly();
            }
        }
        relay.close();
    }

    @Test
    void a_call_with_sound_and_its_figures() throws Exception {
        int kamailio = freePort();
        int called = freePort();
        String script = resource("rtpengine.cfg")
                .replace("@SIP@", String.valueOf(kamailio))
                .replace("@CALLED@", String.valueOf(called))
                .replace("@NG@", String.valueOf(relay.server.local().getPort()));
        Files.writeString(folder.resolve("kamailio.cfg"), script);
        start("kamailio", "/usr/sbin/kamailio", "-DD", "-E", "-m", "64", "-f", "kamailio.cfg", "-Y", ".", "-P", "pid");
        await().atMost(SOON).until(() -> answers(kamailio));

        start("called", sipp("-sn", "uas", "-p", String.valueOf(called), "-rtp_echo"));
        Files.writeString(folder.resolve("talks.xml"), resource("talks.xml"));
        byte[] sound = new byte[16_000];
        Arrays.fill(sound, (byte) 0x55);
        Files.write(folder.resolve("audio.al"), sound);
        Process caller = start("caller", sipp("127.0.0.1:" + kamailio, "-sf", "talks.xml"));
        assertThat(caller.waitFor(SOON.toSeconds(), TimeUnit.SECONDS))
                .as(output("caller"))
                .isTrue();
        assertThat(caller.exitValue()).as(output("caller") + output("kamailio")).isZero();

        assertThat(relay.ended).hasSize(1);
        CallReport report = relay.ended.remove();
        for (CallReport.Party party : report.parties()) {
            assertThat(party.streams().getFirst().packets()).isGreaterThan(ENOUGH);
            assertThat(party.streams().getFirst().lost()).isZero();
        }
        assertThat(relay.calls.size()).isZero();
        await().atMost(SOON).until(() -> output("kamailio").contains("judged: mos="));
        assertThat(output("kamailio")).containsPattern("judged: mos=[34]\\.?\\d* loss=0 jitter=\\d+ samples=");
    }

    private static String[] sipp(String... arguments) {
        return Stream.concat(
                        Stream.of("/usr/bin/sipp"),
                        Stream.concat(
                                Arrays.stream(arguments),
                                Stream.of("-i", "127.0.0.1", "-mi", "127.0.0.1", "-m", "1", "-nostdin", "-trace_err")))
                .toArray(String[]::new);
    }

    private Process start(String name, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .start();
        programs.add(process);
        return process;
    }

    private String output(String name) {
        try {
            return Files.readString(folder.resolve(name + ".out"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(Phone.LOOPBACK, 0))) {
            byte[] options = """
                    OPTIONS sip:127.0.0.1:%1$d SIP/2.0
                    Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bK1
                    From: <sip:a@127.0.0.1>;tag=1
                    To: <sip:127.0.0.1:%1$d>
                    Call-ID: %2$d
                    CSeq: 1 OPTIONS
                    Content-Length: 0

                    """.formatted(port, socket.getLocalPort())
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            Phone.send(socket, options, new InetSocketAddress(Phone.LOOPBACK, port));
            socket.setSoTimeout(200);
            socket.receive(new DatagramPacket(new byte[2_000], 2_000));
            return true;
        } catch (SocketTimeoutException | PortUnreachableException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(Phone.LOOPBACK, 0))) {
            return probe.getLocalPort();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = DrivenByKamailioTest.class.getResourceAsStream("/kamailio/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
