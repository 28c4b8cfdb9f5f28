package io.carillon.launcher.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Pairs that call, hang up and send a text, again and again, until it is closed. */
final class Traffic implements AutoCloseable {
    private static final long PAUSE = Duration.ofMillis(300).toNanos();
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    /** @param succeededAs the call's Call-ID, the message's text; empty when it failed */
    record Attempt(long began, long ended, Optional<String> succeededAs) {
        boolean failed() {
            return succeededAs.isEmpty();
        }

        static Attempt of(Supplier<Optional<String>> work) {
            long began = System.nanoTime();
            Optional<String> succeededAs = work.get();
            return new Attempt(began, System.nanoTime(), succeededAs);
        }
    }

    private final Queue<Attempt> calls = new ConcurrentLinkedQueue<>();
    private final Queue<Attempt> texts = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    Traffic(List<Pair> pairs) {
        for (Pair pair : pairs) {
            threads.add(Thread.ofPlatform().name("traffic").daemon().start(() -> go(pair)));
        }
    }

    private void go(Pair pair) {
        while (!closing) {
            calls.add(Attempt.of(pair::call));
            texts.add(Attempt.of(pair::text));
            LockSupport.parkNanos(PAUSE);
        }
    }

    List<Attempt> calls() {
        return List.copyOf(calls);
    }

    List<Attempt> texts() {
        return List.copyOf(texts);
    }

    /** Those that were under way then or began later: a fault can only touch these. */
    static List<Attempt> since(long moment, List<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.ended() - moment >= 0)
                .toList();
    }

    /** Whether so many calls, and so many texts, have succeeded since the last one that failed, and since then. */
    boolean succeeds(long moment, int times) {
        return successesInARow(moment, calls()) >= times && successesInARow(moment, texts()) >= times;
    }

    private static long successesInARow(long moment, List<Attempt> attempts) {
        List<Attempt> since = since(moment, attempts);
        long lastFailure = since.stream()
                .filter(Attempt::failed)
                .mapToLong(Attempt::ended)
                .max()
                .orElse(moment);
        return since.stream()
                .filter(attempt -> attempt.began() - lastFailure >= 0 && !attempt.failed())
                .count();
    }

    @Override
    public void close() {
        closing = true;
        for (Thread thread : threads) {
            try {
                thread.join(FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
