package io.carillon.node.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Questions that come while the store answers others wait for its next turn, and are asked together: a round trip costs
 * more than a row. A lone question waits for nobody, and nothing is kept: each answer is worked out after its question
 * came.
 *
 * <p>Turns run on platform threads: one that waits for its socket is woken by the kernel alone, a virtual one by three
 * threads after each other.
 *
 * @param <K> a question; those that equal each other are asked once
 * @param <V> its answer
 */
public final class Gathering<K, V> {
    /** So many are asked together at most. */
    public static final int MOST = 64;

    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Function<List<K>, Map<K, V>> source;
    private final Queue<Question<K, V>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore free;
    private final Executor threads;

    private record Question<K, V>(K key, CompletableFuture<Optional<V>> answer) {}

    /**
     * @param atOnce so many turns the store answers at a time: more of them would be smaller
     * @param source what is there of these keys, of which there are 1 to {@link #MOST}; it answers or
     *     fails within a time of its own
     */
    public Gathering(int atOnce, Function<List<K>, Map<K, V>> source) {
        this.free = new Semaphore(atOnce);
        this.threads = threads(atOnce);
        this.source = source;
    }

    private static Executor threads(int atOnce) {
        var threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                KEPT.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("store-turn-", 1).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Empty for what the source says nothing of.
     *
     * @throws RuntimeException what the source threw
     */
    public Optional<V> ask(K key) {
        var question = new Question<K, V>(key, new CompletableFuture<>());
        waiting.add(question);
        if (free.tryAcquire()) {
            threads.execute(this::turns);
        }
        try {
            return question.answer().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataAccessResourceFailureException("interrupted", e);
        }
    }

    /** One after the other while there are questions; those that come as the last one ends are not left behind. */
    private void turns() {
        do {
            while (!waiting.isEmpty()) {
                turn();
            }
            free.release();
        } while (!waiting.isEmpty() && free.tryAcquire());
    }

    private void turn() {
        var asked = new ArrayList<Question<K, V>>();
        for (var next = waiting.poll(); next != null; next = asked.size() < MOST ? waiting.poll() : null) {
            asked.add(next);
        }
        if (asked.isEmpty()) {
            return;
        }
        try {
            var found =
                    source.apply(asked.stream().map(Question::key).distinct().toList());
            asked.forEach(each -> each.answer().complete(Optional.ofNullable(found.get(each.key()))));
        } catch (RuntimeException | Error e) {
            asked.addAll(waitedMeanwhile());
            asked.forEach(each -> each.answer().completeExceptionally(e));
        }
    }

    /**
     * A store that is away takes its time to fail: who has waited so long does not wait for another such turn. Who asks when
     * the failure is known does.
     */
    private List<Question<K, V>> waitedMeanwhile() {
        var waited = new ArrayList<Question<K, V>>();
        for (int count = waiting.size(); count > 0; count--) {
            var next = waiting.poll();
            if (next == null) {
                break;
            }
            waited.add(next);
        }
        return waited;
    }
}
