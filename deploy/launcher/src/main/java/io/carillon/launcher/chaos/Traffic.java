package io.carillon.launcher.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Pairs that call and hang up, one call after the other, until it is closed. */
final class Traffic implements AutoCloseable {
    private static final long PAUSE = Duration.ofMillis(300).toNanos();
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    /** @param answeredAs its Call-ID; empty when it failed */
    record Attempt(long began, long ended, Optional<String> answeredAs) {
        boolean failed() {
            return answeredAs.isEmpty();
        }
    }

    private final ConcurrentLinkedQueue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    Traffic(List<Pair> pairs) {
        for (Pair pair : pairs) {
            threads.add(Thread.ofPlatform().name("traffic").daemon().start(() -> callOn(pair)));
        }
    }

    private void callOn(Pair pair) {
        while (!closing) {
            long began = System.nanoTime();
            Optional<String> callId = pair.call();
            attempts.add(new Attempt(began, System.nanoTime(), callId));
            LockSupport.parkNanos(PAUSE);
        }
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** Those that were under way then or began later: a fault can only touch these. */
    List<Attempt> since(long moment) {
        return attempts.stream()
                .filter(attempt -> attempt.ended() - moment >= 0)
                .toList();
    }

    /** How many have succeeded since the last one that failed, and since then. */
    long successesInARow(long moment) {
        List<Attempt> since = since(moment);
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
