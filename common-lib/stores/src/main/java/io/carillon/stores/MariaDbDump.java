package io.carillon.stores;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Databases as SQL text, written and read by MariaDB's own programs; MySQL understands it too. */
public final class MariaDbDump {
    private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));

    private MariaDbDump() {}

    /** As they are at one moment, whoever works on them meanwhile. */
    public static void save(MySqlServer server, List<String> databases, Path file) {
        var words = new ArrayList<>(List.of("--single-transaction", "--routines", "--hex-blob", "--databases"));
        words.addAll(databases);
        run(server, "mariadb-dump", words, NOTHING, Redirect.to(file.toFile()));
    }

    /** Makes the databases that the file names, with all that is in them. */
    public static void load(MySqlServer server, Path file) {
        run(server, "mariadb", List.of(), Redirect.from(file.toFile()), Redirect.DISCARD);
    }

    private static void run(MySqlServer server, String program, List<String> words, Redirect in, Redirect out) {
        var command = new ArrayList<>(List.of(
                MariaDbInstallation.binaries().resolve("bin").resolve(program).toString(),
                "--no-defaults",
                "--protocol=tcp",
                "--skip-ssl",
                "--host=" + server.host(),
                "--port=" + server.port(),
                "--user=" + server.user()));
        command.addAll(words);
        var starting = new ProcessBuilder(command).redirectInput(in).redirectOutput(out);
        starting.environment().put("MYSQL_PWD", server.password()); // a command line is for all to read
        try {
            Process process = starting.start();
            String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(program + " failed: " + said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(program + " was interrupted", e);
        }
    }
}
