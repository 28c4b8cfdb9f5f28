package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real JVM of the stores with all five of them, in a run folder under target/. */
class StoresProcessTest {
    private static final List<String> FLAGS =
            List.of("-Xmx640m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

    private final Console console = new Console(System.out);
    private Suite suite;
    private StorePorts ports;
    private StoresProcess stores;

    @BeforeEach
    void lay() throws IOException {
        Path target = Files.createDirectories(Path.of("target", "runs").toAbsolutePath());
        Path run = Files.createTempDirectory(target, "stores-");
        suite = new Suite(new Layout(run, run), 0);
        ports = new StorePorts(freePort(), freePort(), freePort(), freePort(), freePort());
        stores = new StoresProcess(suite.layout(), ports);
    }

    @AfterEach
    void down() {
        suite.down(console);
    }

    @Test
    void all_stores_come_up_survive_a_kill_of_their_jvm_and_go_down_together() throws Exception {
        RecordedProcess jvm = started();
        write("bourdon");
        assertThat(suite.state()).isInstanceOf(SuiteState.Running.class);

        jvm.running().orElseThrow().destroyForcibly();
        assertThat(Poll.within(Duration.ofSeconds(10), () -> !jvm.alive())).isTrue();
        assertThat(suite.state())
                .isInstanceOfSatisfying(
                        SuiteState.HalfDead.class,
                        state -> assertThat(state.alive()).isNotEmpty());
        suite.down(console);
        assertThat(suite.state()).isEqualTo(new SuiteState.Stopped(List.of()));

        started();
        assertThat(bells()).isEqualTo(1);
        List<RecordedProcess> running = suite.records().all();
        suite.down(console);
        assertThat(running).hasSize(3).noneMatch(RecordedProcess::alive);
    }

    @Test
    void a_store_that_cannot_start_is_named_with_its_reason() throws IOException {
        try (var socket = new ServerSocket(ports.zookeeper(), 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(socket.isBound()).isTrue();
            assertThatThrownBy(this::started)
                    .isInstanceOf(SuiteException.class)
                    .hasMessageContaining("ZooKeeper did not start on port " + ports.zookeeper())
                    .hasMessageContaining("stores.log");
        }
    }

    /** What an AOT cache is made of: beside a suite that runs, so on free ports. */
    @Test
    void training_starts_every_store_and_ends() throws Exception {
        List<String> command = new ArrayList<>(List.of(JavaFlags.java()));
        command.addAll(FLAGS);
        command.addAll(StoresProcess.arguments(
                System.getProperty("java.class.path"), suite.layout().run(), new StorePorts(0, 0, 0, 0, 0)));
        command.add("--train");

        Process training = new ProcessBuilder(command).inheritIO().start();
        assertThat(training.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(training.exitValue()).isZero();
    }

    private RecordedProcess started() {
        RecordedProcess jvm = stores.start(System.getProperty("java.class.path"), FLAGS);
        stores.awaitAll(console);
        return jvm;
    }

    private void write(String bell) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bell (name VARCHAR(20))");
            statement.execute("INSERT INTO bell VALUES ('" + bell + "')");
        }
    }

    private int bells() throws SQLException {
        try (Connection connection = connect();
                var rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM bell")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + ports.mariadb() + "/tower?createDatabaseIfNotExist=true", "root", "");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
