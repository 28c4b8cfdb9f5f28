package io.carillon.diameter;

import static io.carillon.diameter.Net.SOON;
import static io.carillon.diameter.Net.answer;
import static io.carillon.diameter.Net.anyPort;
import static io.carillon.diameter.Net.connected;
import static io.carillon.diameter.Net.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.ro.Ro;
import io.carillon.diameter.rx.Rx;
import io.carillon.diameter.sh.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wireshark's dissector, which knows nothing of us, reads every command as it was on the socket. */
class TsharkTest {
    private static final Application[] ALL = {Cx.APPLICATION, Sh.APPLICATION, Rx.APPLICATION, Ro.APPLICATION};
    private static final List<String> COMPLAINTS =
            List.of("Malformed", "Unknown", "Expert Info (Warn", "Expert Info (Error");
    /**
     * RTR-Flags and what follows it came with TS 29.229 Release 14, Call-Reference-Info with TS 29.329 Release 13: they are
     * not in the dictionary of Wireshark 4.0.
     */
    private static final Pattern NEWER = Pattern.compile("\\b(659|66[0-3]|72[0-2])\\b");

    private static final Redirect REDIRECT = new Redirect(
            List.of(new PeerAddress("127.0.0.1", "127.0.0.1", 1)), RedirectUsage.ALL_USER, Duration.ofMinutes(1));

    private static boolean all = true;
    private static volatile boolean redirecting;

    @BeforeAll
    static void tshark() {
        boolean there;
        try {
            there = new ProcessBuilder("tshark", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            there = false;
        }
        if ("true".equals(System.getenv("CI"))) {
            assertEquals(true, there, "tshark must be there in CI");
        }
        assumeTrue(there, "tshark is not installed: no independent judge of the octets");
    }

    @Test
    void tshark_reads_every_command_without_a_complaint(@TempDir Path folder) throws Exception {
        var file = folder.resolve("commands.pcap");
        speak(file);
        var text = tshark("-r", file.toString(), "-d", "tcp.port==3868,diameter", "-V");
        var complaints = text.lines()
                .filter(l -> COMPLAINTS.stream().anyMatch(l::contains))
                .filter(l -> !NEWER.matcher(l).find())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(complaints).isEmpty();
        var commands = tshark(
                        "-r",
                        file.toString(),
                        "-d",
                        "tcp.port==3868,diameter",
                        "-T",
                        "fields",
                        "-e",
                        "diameter.cmd.code")
                .lines()
                .flatMap(l -> Arrays.stream(l.split(",")))
                .collect(Collectors.toSet());
        assertThat(tshark(
                        "-r",
                        file.toString(),
                        "-d",
                        "tcp.port==3868,diameter",
                        "-Y",
                        "diameter.Redirect-Host-Usage == 6"))
                .as("an SLF's answer (Dx)")
                .isNotBlank();
        assertThat(commands)
                .contains(
                        "257", "282", "300", "301", "302", "303", "304", "305", "306", "307", "308", "309", "265",
                        "258", "274", "275", "272");
    }

    /** Every command there and back, with all its AVPs and with the fewest. */
    private static void speak(Path file) throws Exception {
        var settings = ServerSettings.of(node("server"), anyPort(), ALL);
        var server = DiameterServer.create(settings);
        Samples.procedures(ALL).forEach(p -> serve(server, p));
        server.handle(
                LocationInfoRequest.class,
                request -> redirecting ? REDIRECT.in(LocationInfoAnswer.draft()) : sample(LocationInfoAnswer.GRAMMAR));
        server.start();
        try (server;
                var tap = new Tap(server.address())) {
            var client =
                    DiameterClient.create(ClientSettings.of(node("client"), () -> List.of(tap.address("server")), ALL));
            Samples.procedures(ALL).forEach(p -> serve(client, p));
            client.start();
            connected(client, 1);
            for (boolean every : new boolean[] {true, false}) {
                all = every;
                Samples.procedures(ALL).forEach(p -> ask(client, server, p));
            }
            redirecting = true;
            client.ask(Net.lir("sip:alice@ims.test"), Duration.ofSeconds(1));
            redirecting = false;
            client.close();
            tap.save(file);
        }
    }

    private static <R extends DiameterRequest<A>, A extends DiameterAnswer> void serve(
            DiameterServer server, Procedure<R, A> procedure) {
        server.handle(procedure.requestType(), request -> sample(procedure.answerGrammar()));
    }

    private static <R extends DiameterRequest<A>, A extends DiameterAnswer> void serve(
            DiameterClient client, Procedure<R, A> procedure) {
        client.handle(procedure.requestType(), request -> sample(procedure.answerGrammar()));
    }

    private static <R extends DiameterRequest<A>, A extends DiameterAnswer> void ask(
            DiameterClient client, DiameterServer server, Procedure<R, A> procedure) {
        R request = sample(procedure.requestGrammar());
        boolean fromServer = List.of("RTR", "PPR", "PNR", "RAR", "ASR").contains(procedure.request());
        var outcome = fromServer ? server.ask("client.ims.test", request, SOON) : client.ask(request, SOON);
        assertThat(answer(outcome).result().success()).as(procedure.request()).isTrue();
    }

    private static <T> T sample(Grammar<T> grammar) {
        T sample = all ? Samples.named(grammar) : Samples.smallest(grammar);
        return grammar.draft(sample).envelope(Envelope.OPEN).build();
    }

    private static String tshark(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("tshark"));
        command.addAll(List.of(arguments));
        var output = Files.createTempFile("tshark", ".txt");
        try {
            int status = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            assertThat(status).isZero();
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }
}
