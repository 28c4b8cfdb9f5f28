package io.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.ProcessRecords;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type, on a machine where nothing runs. */
class ImsTest {
    private final PrintStream standardOut = System.out;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home;

    @BeforeEach
    void isolate() {
        System.setProperty("carillon.home", home.toString());
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.clearProperty("carillon.home");
        System.setOut(standardOut);
    }

    private int ims(String... arguments) {
        return Ims.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_token_is_a_signed_jwt_with_the_role_asked_for() {
        assertThat(ims("token", "--role", "VIEWER")).isZero();
        String[] parts = said().strip().split("\\.");
        assertThat(parts).hasSize(3);
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .contains("\"roles\":[\"viewer\"]");
        assertThat(home.resolve("run/secrets/admin")).exists();
    }

    @Test
    void status_of_nothing_says_so_and_fails() {
        assertThat(ims("status")).isEqualTo(1);
        assertThat(said()).contains("Nothing runs").contains("./ims up");
    }

    @Test
    void status_is_one_json_object_for_scripts() {
        assertThat(ims("status", "--json")).isEqualTo(1);
        assertThat(said()).startsWith("{\"running\":false,\"stores\":[").endsWith("\"nodes\":[]}\n");
    }

    @Test
    void down_of_nothing_is_well() {
        assertThat(ims("down")).isZero();
        assertThat(said()).contains("Nothing runs");
    }

    @Test
    void up_without_a_build_says_what_is_not_built() {
        assertThat(ims("up", "hss")).isEqualTo(1);
        assertThat(err.toString()).contains("is not built");
    }

    @Test
    void a_node_that_does_not_exist_is_answered_with_those_that_do() {
        assertThat(ims("up", "mgcf")).isEqualTo(1);
        assertThat(err.toString()).contains("no node 'mgcf'").contains("hss, charging, lab");
    }

    @Test
    void a_node_that_does_not_run_cannot_be_killed() {
        assertThat(ims("kill", "cscf#1")).isEqualTo(1);
        assertThat(err.toString()).contains("cscf-1 does not run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "freeze", "replace"})
    void nothing_is_started_for_chaos_at_a_node_that_is_not_there(String fault) {
        assertThat(ims("chaos", fault, "cscf#9")).isEqualTo(1);
        assertThat(err.toString()).contains("no cscf-9").contains("hss-1, charging-1, lab-1");
        assertThat(said()).isEmpty();
    }

    @Test
    void chaos_wants_one_of_the_nodes_that_run() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        new ProcessRecords(Layout.current()).write("cscf-2", dead.toHandle(), "true");
        dead.waitFor();
        assertThat(ims("chaos", "kill", "cscf#1")).isEqualTo(1);
        assertThat(err.toString()).contains("no cscf-1").contains("the nodes are cscf-2");
        assertThat(said()).isEmpty();
    }

    @Test
    void a_wish_that_makes_no_sense_is_answered_with_an_example() {
        assertThat(ims("scale", "cscf")).isEqualTo(1);
        assertThat(err.toString()).contains("cscf=2");
    }

    @Test
    void logs_print_the_end_and_name_what_is_missing() throws Exception {
        assertThat(ims("logs", "cscf")).isEqualTo(1);
        assertThat(err.toString()).contains("no log of cscf yet");
        Files.createDirectories(home.resolve("run/logs"));
        Files.write(home.resolve("run/logs/cscf-1.log"), List.of("one", "two", "three"));
        assertThat(ims("logs", "cscf", "-n", "2")).isZero();
        assertThat(said()).isEqualTo("two\nthree\n");
    }

    @Test
    void a_subscriber_needs_a_password_or_a_usim_and_not_both() {
        assertThat(ims("subscriber", "add", "--impi", "a@home", "--impu", "sip:a@home"))
                .isEqualTo(2);
        assertThat(ims(
                        "subscriber",
                        "add",
                        "--impi",
                        "a@home",
                        "--impu",
                        "sip:a@home",
                        "--password",
                        "x",
                        "--ki",
                        "00",
                        "--opc",
                        "11"))
                .isEqualTo(2);
        assertThat(ims("subscriber", "add", "--impi", "a@home", "--impu", "sip:a@home", "--ki", "00"))
                .isEqualTo(2);
    }

    @Test
    void the_audit_is_told_words_and_no_secret() {
        assertThat(words("scale", "cscf=2")).isEqualTo("scale cscf=2");
        assertThat(words("chaos", "kill", "cscf#2", "--json")).isEqualTo("chaos kill cscf#2 --json");
        assertThat(words(
                        "subscriber",
                        "add",
                        "--impi",
                        "a@home",
                        "--impu",
                        "sip:a@home",
                        "--ki",
                        "00ff",
                        "--opc",
                        "11ee"))
                .isEqualTo("subscriber add --impi a@home --impu sip:a@home --ki --opc");
        assertThat(words("subscriber", "add", "--password", "hills", "--impi", "a@home", "--impu", "sip:a@home"))
                .contains("--password")
                .doesNotContain("hills");
    }

    private static String words(String... arguments) {
        return Noted.words(Ims.commandLine().parseArgs(arguments));
    }

    @Test
    void a_command_that_needs_a_node_says_how_to_start_it() {
        assertThat(ims("subscriber", "list")).isEqualTo(1);
        assertThat(err.toString()).contains("hss-1 does not run").contains("./ims up");
    }

    @Test
    void a_half_dead_run_is_shown_as_what_it_is() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        new ProcessRecords(Layout.current()).write("cscf-1", dead.toHandle(), "true");
        dead.waitFor();
        assertThat(ims("status")).isEqualTo(1);
        assertThat(said()).contains("cscf-1").contains("DEAD");
    }

    @Test
    void without_a_command_it_explains_itself() {
        assertThat(ims()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: ./ims").contains("subscriber");
    }
}
