package io.carillon.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMariaDbTest {

    @Test
    void rows_survive_a_clean_restart(@TempDir(factory = UnderTarget.class) Path folder) throws SQLException {
        Path data = folder.resolve("data");
        try (var first = EmbeddedMariaDb.start(data, 0)) {
            execute(first, "CREATE TABLE bell (name VARCHAR(20))", "INSERT INTO bell VALUES ('bourdon')");
        }
        try (var second = EmbeddedMariaDb.start(data, 0);
                Connection connection = DriverManager.getConnection(second.jdbcUrl("tower"), "root", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM bell")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("bourdon");
        }
    }

    @Test
    void its_process_can_be_named_for_reaping_and_is_gone_after_close(
            @TempDir(factory = UnderTarget.class) Path folder) {
        long pid;
        try (var server = EmbeddedMariaDb.start(folder.resolve("data"), 0)) {
            pid = server.pid();
            assertThat(ProcessHandle.of(pid).orElseThrow().isAlive()).isTrue();
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void an_installation_that_was_killed_half_way_is_done_again(@TempDir(factory = UnderTarget.class) Path folder)
            throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/mysql"));
        Files.writeString(data.resolve("half-a-table.frm"), "");
        try (var server = EmbeddedMariaDb.start(folder.resolve("data"), 0)) {
            execute(server, "CREATE TABLE bell (name VARCHAR(20))");
        }
    }

    @Test
    void a_data_folder_that_each_start_would_empty_is_refused() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"), "carillon-data");
        assertThatThrownBy(() -> EmbeddedMariaDb.start(temporary, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(temporary.toString());
    }

    private static void execute(EmbeddedMariaDb server, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("tower"), "root", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
