package io.carillon.bench.chain;

import io.carillon.bench.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import java.util.zip.ZipFile;

/**
 * The application of a node as plain jars, which a JVM reads in a fraction of the time that jars within a jar take; kept
 * from one measurement to the next of the same build, with what it has learnt then.
 *
 * @param jar names its libraries, which are beside it
 */
record Unpacked(Path jar) {
    private static final int PATIENCE = 60;

    /** @param folder of all of them */
    static Unpacked of(String role, Path built, Path folder) throws IOException {
        var build = folder.resolve(role + "-" + fingerprint(built));
        if (Files.notExists(build)) {
            removeOthers(role, folder);
            var unfinished = folder.resolve(role + ".unfinished");
            delete(unfinished);
            extract(built, unfinished);
            Files.move(unfinished, build, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Unpacked(build.resolve(built.getFileName()));
    }

    /** Of what the archive says of its contents: its date is the same in every build. */
    private static String fingerprint(Path archive) throws IOException {
        var checksum = new CRC32C();
        try (var zip = new ZipFile(archive.toFile())) {
            zip.stream()
                    .map(entry -> entry.getName() + " " + entry.getSize() + " " + entry.getCrc() + "\n")
                    .forEach(entry -> checksum.update(entry.getBytes(StandardCharsets.UTF_8)));
        }
        return Long.toHexString(checksum.getValue());
    }

    /** By the tool that every Spring Boot jar brings. */
    private static void extract(Path built, Path folder) throws IOException {
        var process = new ProcessBuilder(
                        Jvm.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djarmode=tools",
                        "-jar",
                        built.toString(),
                        "extract",
                        "--destination",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new BenchException(built + " cannot be unpacked");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private static void removeOthers(String role, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var all = Files.list(folder)) {
            all.filter(each -> each.getFileName().toString().startsWith(role + "-"))
                    .forEach(Unpacked::delete);
        }
    }

    private static void delete(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An AOT cache (JEP 514, 515) holds the classes as they were loaded, and how often what of them ran: what is worth
     * compiling is compiled at once.
     */
    Optional<String> cacheFlag(boolean train) {
        var cache = jar.resolveSibling("node.aot");
        if (train) {
            return Optional.of("-XX:AOTCacheOutput=" + cache);
        }
        return Files.exists(cache) ? Optional.of("-XX:AOTCache=" + cache) : Optional.empty();
    }
}
