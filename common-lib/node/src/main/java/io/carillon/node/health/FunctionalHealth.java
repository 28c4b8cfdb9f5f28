package io.carillon.node.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * All functional probes of this node, run at most once in a while however often one asks. The process being alive says
 * nothing: a node with a dead listener is down.
 */
public final class FunctionalHealth implements HealthIndicator, AutoCloseable {
    private final Supplier<List<FunctionalProbe>> search;
    private final HealthProperties properties;
    private final LongSupplier nanoTime;
    /** Of the platform: a virtual thread's wait for a socket wakes three others, every few seconds on an idle node. */
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("probe-", 0).factory());

    private final ReentrantLock running = new ReentrantLock();
    private @Nullable List<FunctionalProbe> probes;
    private @Nullable Health last;
    private long lastAt;

    /** @param probes searched late and once: the search through the application costs more than the probes */
    FunctionalHealth(Supplier<List<FunctionalProbe>> probes, HealthProperties properties, LongSupplier nanoTime) {
        this.search = probes;
        this.properties = properties;
        this.nanoTime = nanoTime;
    }

    /** Whether the node answers itself, now; true as well when it has no probe. */
    public boolean answers() {
        running.lock();
        try {
            return !Status.DOWN.equals(fresh().getStatus());
        } finally {
            running.unlock();
        }
    }

    @Override
    public Health health() {
        running.lock();
        try {
            Health known = last;
            if (known != null
                    && nanoTime.getAsLong() - lastAt < properties.cached().toNanos()) {
                return known;
            }
            return fresh();
        } finally {
            running.unlock();
        }
    }

    private Health fresh() {
        Health now = run();
        last = now;
        lastAt = nanoTime.getAsLong();
        return now;
    }

    private Health run() {
        List<FunctionalProbe> all = probes();
        if (all.size() == 1 && all.getFirst().givesUp()) {
            return here(all.getFirst());
        }
        Map<String, Future<?>> asked = new LinkedHashMap<>();
        for (FunctionalProbe probe : all) {
            asked.put(probe.name(), threads.submit(() -> {
                probe.check();
                return null;
            }));
        }
        if (asked.isEmpty()) {
            return Health.unknown().withDetail("probes", "none").build();
        }
        long deadline = System.nanoTime() + properties.deadline().toNanos();
        boolean allAnswer = true;
        Health.Builder health = Health.up();
        for (Map.Entry<String, Future<?>> each : asked.entrySet()) {
            String complaint = complaint(each.getValue(), deadline);
            allAnswer &= complaint == null;
            health.withDetail(each.getKey(), complaint == null ? "answers" : complaint);
        }
        return allAnswer ? health.build() : health.down().build();
    }

    /** Another thread is two more wake-ups, every other second on an idle node. */
    private static Health here(FunctionalProbe probe) {
        try {
            probe.check();
            return Health.up().withDetail(probe.name(), "answers").build();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Health.down().withDetail(probe.name(), "interrupted").build();
        } catch (Exception | Error e) { // as another thread would bear it
            return Health.down().withDetail(probe.name(), reason(e)).build();
        }
    }

    private List<FunctionalProbe> probes() {
        List<FunctionalProbe> found = probes;
        if (found == null) {
            found = search.get();
            probes = found;
        }
        return found;
    }

    private @Nullable String complaint(Future<?> answer, long deadline) {
        try {
            answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return null;
        } catch (TimeoutException _) {
            return "no answer within " + millis(properties.deadline());
        } catch (ExecutionException e) {
            return reason(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            answer.cancel(true);
        }
    }

    private static String reason(@Nullable Throwable failure) {
        return failure == null || failure.getMessage() == null ? String.valueOf(failure) : failure.getMessage();
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
