package io.carillon.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A program that a test runs, with a deadline; what it prints goes to a file, so that nothing can block it. */
final class Command {
    /** How it ended. */
    record Result(int exit, String output) {}

    private final List<String> words;
    private final Map<String, String> environment = new TreeMap<>();
    private Path folder = Path.of(".");

    private Command(List<String> words) {
        this.words = words;
    }

    static Command of(String... words) {
        return new Command(new ArrayList<>(Arrays.asList(words)));
    }

    Command in(Path where) {
        folder = where;
        return this;
    }

    Command with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** Runs it to its end. */
    Result run(Duration deadline) {
        try (var running = start()) {
            return running.await(deadline);
        }
    }

    Running start() {
        try {
            var output = Files.createTempFile(Path.of("target").toAbsolutePath(), "command-", ".log");
            var builder = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new Running(String.join(" ", words), builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that is under way; closing it ends it. */
    record Running(String words, Process process, Path file) implements AutoCloseable {
        Result await(Duration deadline) {
            try {
                if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError(words + " did not end within " + deadline + ":\n" + output());
                }
                return new Result(process.exitValue(), output());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(words + " was interrupted", e);
            }
        }

        String output() {
            try {
                return Files.readString(file, StandardCharsets.ISO_8859_1); // whatever it prints can be read
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
