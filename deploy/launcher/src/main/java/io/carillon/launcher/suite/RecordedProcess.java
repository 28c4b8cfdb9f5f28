package io.carillon.launcher.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A process that this suite started, written down so that a later command finds it again. A pid alone is not enough:
 * after a crash it may belong to somebody else.
 *
 * @param name cscf-1, stores, mariadb, …
 * @param started when the system says that it started
 * @param marker a word of its command line
 */
public record RecordedProcess(String name, long pid, Instant started, String marker) {
    /** The system counts a process's start in ticks since a boot time that it estimates anew. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final Duration EXEC = Duration.ofMillis(200);

    static RecordedProcess of(String name, ProcessHandle process, String marker) {
        Instant started = process.info().startInstant().orElseGet(Instant::now);
        return new RecordedProcess(name, process.pid(), started, marker);
    }

    /** The process, if it still runs and is still the one that was written down. */
    Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> start.minus(TOLERANCE).isBefore(started)
                                && start.plus(TOLERANCE).isAfter(started))
                        .orElse(true))
                .filter(process -> commandLine(process).contains(marker));
    }

    public boolean alive() {
        return running().isPresent();
    }

    /** While setsid becomes the command itself the system shows none for a moment; one that is dead never has one. */
    private static String commandLine(ProcessHandle process) {
        AtomicReference<String> line = new AtomicReference<>("");
        Poll.within(EXEC, () -> {
            line.set(shownCommandLine(process));
            return !line.get().isEmpty();
        });
        return line.get();
    }

    private static String shownCommandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
        } catch (IOException e) {
            return process.info().commandLine().orElse("");
        }
    }

    String line() {
        return pid + " " + started.toEpochMilli() + " " + marker;
    }

    static Optional<RecordedProcess> parse(String name, String line) {
        String[] words = line.strip().split(" ", 3);
        try {
            return words.length < 3
                    ? Optional.empty()
                    : Optional.of(new RecordedProcess(
                            name, Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])), words[2]));
        } catch (NumberFormatException e) {
            return Optional.empty(); // a record that a full disk or a crash cut short names no process
        }
    }
}
