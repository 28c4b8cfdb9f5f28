package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.stores.EmbeddedMariaDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases are saved, lost and restored, over a real server. */
class BackupTest {
    private static final String DATABASE = "carillon_tower";

    private final int port = EmbeddedMariaDb.shared().address().getPort();
    private final StorePorts ports = new StorePorts(port, 0, 0, 0, 0);

    @TempDir
    private Path folder;

    private Backup backup;

    @BeforeEach
    void fill() throws SQLException {
        backup = new Backup(house("run"), ports);
        sql("CREATE DATABASE " + DATABASE);
        sql("CREATE TABLE " + DATABASE + ".bell (name VARCHAR(20) CHARACTER SET utf8mb4)");
        sql("INSERT INTO " + DATABASE + ".bell VALUES ('Große Glocke')");
    }

    @AfterEach
    void empty() throws SQLException {
        sql("DROP DATABASE IF EXISTS " + DATABASE);
    }

    private Layout house(String run) {
        return new Layout(folder, folder.resolve(run));
    }

    private Path saved() {
        return folder.resolve("backup");
    }

    @Test
    void what_was_saved_is_there_again() throws Exception {
        assertThat(backup.save(saved())).containsExactly(DATABASE);
        empty();

        assertThat(backup.load(saved())).containsExactly(DATABASE);

        try (var connection = DriverManager.getConnection(url(DATABASE), "root", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name FROM bell")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("Große Glocke");
        }
    }

    @Test
    void only_its_owner_may_read_it_and_it_does_not_hold_the_master_key() throws Exception {
        backup.save(saved());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved())))
                .isEqualTo("rwx------");
        var key = Files.readString(backup.masterKey()).strip();
        try (var files = Files.list(saved())) {
            assertThat(files).hasSize(2).allSatisfy(file -> {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .startsWith("rw-------");
                assertThat(file).content().doesNotContain(key);
            });
        }
    }

    @Test
    void it_never_overwrites_anything() {
        backup.save(saved());
        assertThatThrownBy(() -> backup.save(saved()))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("is there already");
        assertThatThrownBy(() -> backup.load(saved()))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining(DATABASE);
    }

    @Test
    void with_another_master_key_it_is_refused_before_anything_is_loaded() throws SQLException {
        backup.save(saved());
        empty();
        var elsewhere = new Backup(house("another"), ports);
        assertThatThrownBy(() -> elsewhere.load(saved()))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining(elsewhere.masterKey().toString());
        assertThatThrownBy(() -> backup.save(folder.resolve("nothing")))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("nothing to save");
    }

    @Test
    void what_is_not_there_is_said_in_words() {
        assertThatThrownBy(() -> backup.load(folder.resolve("nowhere")))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("nowhere");
        var away = new Backup(house("run"), new StorePorts(1, 0, 0, 0, 0));
        assertThatThrownBy(() -> away.save(saved()))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("./ims up");
    }

    private void sql(String text) throws SQLException {
        try (var connection = DriverManager.getConnection(url(""), "root", "");
                var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private String url(String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database;
    }
}
