package io.carillon.launcher.suite;

import io.carillon.stores.MariaDbDump;
import io.carillon.stores.MySqlServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What nobody could tell a house again: its databases, in one file. The master key that subscribers' keys are sealed with
 * is not beside it, only what it is known by: who finds a backup finds no keys.
 */
public final class Backup {
    private static final String DUMP = "databases.sql";
    private static final String KEY = "hss-master-key.sha256";
    private static final String TABLES = """
            SELECT table_schema, COUNT(table_name) FROM information_schema.tables
            WHERE table_schema LIKE 'carillon\\_%' GROUP BY table_schema ORDER BY table_schema""";

    private final Layout layout;
    private final MySqlServer server;

    public Backup(Layout layout, StorePorts ports) {
        this.layout = layout;
        this.server = new MySqlServer("127.0.0.1", ports.mariadb(), "root", "");
    }

    /** Where the master key is. */
    public Path masterKey() {
        return layout.secrets().resolve("hss-master-key");
    }

    /** Writes it into a folder that has none yet, while the house runs; the databases that are in it. */
    public List<String> save(Path folder) {
        Path dump = folder.resolve(DUMP);
        if (Files.exists(dump)) {
            throw new SuiteException(dump + " is there already; a backup gets a folder of its own");
        }
        List<String> databases = databases();
        if (databases.isEmpty()) {
            throw new SuiteException("there is nothing to save yet");
        }
        try {
            Secrets.open(folder);
            Path unfinished = folder.resolve(DUMP + ".unfinished");
            Files.deleteIfExists(unfinished);
            Secrets.write(unfinished, new byte[0]);
            MariaDbDump.save(server, databases, unfinished);
            Files.deleteIfExists(folder.resolve(KEY));
            Secrets.write(folder.resolve(KEY), keyPrint().getBytes(StandardCharsets.US_ASCII));
            Files.move(unfinished, dump);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
        return databases;
    }

    /** Reads it into stores that have no databases yet; those that there are now. */
    public List<String> load(Path folder) {
        Path dump = folder.resolve(DUMP);
        if (Files.notExists(dump)) {
            throw new SuiteException(dump + " is not there; ./ims backup FOLDER makes it");
        }
        List<String> there = databases();
        if (!there.isEmpty()) {
            throw new SuiteException("there are data in %s already, of %s: move that folder away first"
                    .formatted(layout.data(""), String.join(", ", there)));
        }
        try {
            if (!Files.readString(folder.resolve(KEY)).strip().equals(keyPrint())) {
                throw new SuiteException(
                        masterKey() + " is not the key that this backup was sealed with: put that there");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
        MariaDbDump.load(server, dump);
        return databases();
    }

    /** Of a key of 32 random bytes: it tells nothing of it. */
    private String keyPrint() {
        try {
            byte[] key = new Secrets(layout).hssMasterKey().getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Of ours, those with tables in them. */
    private List<String> databases() {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(""), server.user(), server.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(TABLES)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new SuiteException("the databases do not answer (" + e.getMessage() + "); ./ims up starts them");
        }
    }
}
