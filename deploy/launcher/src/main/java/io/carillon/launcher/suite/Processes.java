package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Ends recorded processes, politely first. */
final class Processes {
    static final Duration POLITE = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration FORCED = Duration.ofSeconds(5);

    private final ProcessRecords records;

    Processes(ProcessRecords records) {
        this.records = records;
    }

    /** As below, for as long as whoever is in a hurry can wait. */
    List<String> stop(List<RecordedProcess> processes) {
        return stop(processes, POLITE, left -> {});
    }

    /**
     * Asks all of them at once, waits for all of them, kills who did not listen; their records go.
     *
     * @param waiting hears again and again how much longer is waited
     * @return the names of those that were killed
     */
    List<String> stop(List<RecordedProcess> processes, Duration patience, Consumer<Duration> waiting) {
        List<ProcessHandle> handles = processes.stream()
                .flatMap(process -> process.running().stream())
                .toList();
        handles.forEach(ProcessHandle::destroy);
        List<String> killed = List.of();
        if (!ended(handles, patience, waiting)) {
            killed = processes.stream()
                    .filter(RecordedProcess::alive)
                    .map(RecordedProcess::name)
                    .toList();
            handles.forEach(ProcessHandle::destroyForcibly);
            ended(handles, FORCED);
        }
        processes.forEach(process -> records.forget(process.name()));
        return killed;
    }

    private static boolean ended(List<ProcessHandle> handles, Duration patience, Consumer<Duration> waiting) {
        Duration left = patience;
        while (left.compareTo(STEP) > 0) {
            if (ended(handles, STEP)) {
                return true;
            }
            left = left.minus(STEP);
            waiting.accept(left);
        }
        return ended(handles, left);
    }

    /** STOP or CONT, which Java has no word for. */
    void signal(RecordedProcess process, String signal) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new SuiteException(process.name() + " takes no signal " + signal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("interrupted", e);
        }
    }

    private static boolean ended(List<ProcessHandle> handles, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (ProcessHandle handle : handles) {
            try {
                handle.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return true;
    }
}
