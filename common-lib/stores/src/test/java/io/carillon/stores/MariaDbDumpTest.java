package io.carillon.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaDbDumpTest {
    private final MySqlServer server = EmbeddedMariaDb.shared().server();

    @Test
    void what_was_saved_is_loaded_again_octet_by_octet(@TempDir Path folder) throws SQLException {
        var file = folder.resolve("tower.sql");
        sql("CREATE DATABASE tower");
        sql("CREATE TABLE tower.bell (name VARCHAR(20) CHARACTER SET utf8mb4, seal VARBINARY(4))");
        sql("INSERT INTO tower.bell VALUES ('Große Glocke', X'00FF2700')");
        MariaDbDump.save(server, List.of("tower"), file);
        sql("DROP DATABASE tower");

        MariaDbDump.load(server, file);

        try (var connection = DriverManager.getConnection(server.jdbcUrl("tower"), server.user(), server.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name, seal FROM bell")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("Große Glocke");
            assertThat(rows.getBytes(2)).containsExactly(0, 0xff, 0x27, 0);
        }
    }

    @Test
    void what_went_wrong_is_said_in_the_programs_words(@TempDir Path folder) {
        assertThatThrownBy(() -> MariaDbDump.save(server, List.of("nowhere"), folder.resolve("x.sql")))
                .hasMessageContaining("nowhere");
    }

    private void sql(String text) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(""), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
