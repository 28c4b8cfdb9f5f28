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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/**
 * Questions that come while the store answers others wait for its next turn, and are asked together: a round trip costs
 * more than a row. A lone question waits for nobody, and nothing is kept: each answer is worked out after its question
 * came.
 *
 * @param <K> a question; those that equal each other are asked once
 * @param <V> its answer
 */
public final class Gathering<K, V> {
    /** So many are asked together at most. */
    public static final int MOST = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Function<List<K>, Map<K, V>> source;
    private final Queue<Question<K, V>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore turns;

    private record Question<K, V>(K key, CompletableFuture<Optional<V>> answer) {}

    /**
     * @param atOnce so many turns the store answers at a time: more of them would be smaller
     * @param source what is there of these keys, of which there are 1 to {@link #MOST}
     */
    public Gathering(int atOnce, Function<List<K>, Map<K, V>> source) {
        this.turns = new Semaphore(atOnce);
        this.source = source;
    }

    /**
     * Empty for what the source says nothing of.
     *
     * @throws RuntimeException what the source threw
     */
    public Optional<V> ask(K key) {
        var question = new Question<K, V>(key, new CompletableFuture<>());
        waiting.add(question);
        if (turns.tryAcquire()) {
            turn();
            goOn();
        }
        try {
            return question.answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new QueryTimeoutException("The store did not answer in " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataAccessResourceFailureException("interrupted", e);
        }
    }

    /** What came meanwhile is no business of whoever asked first. */
    private void goOn() {
        if (!waiting.isEmpty()) {
            Thread.ofVirtual().start(() -> {
                turn();
                goOn();
            });
            return;
        }
        turns.release();
        if (!waiting.isEmpty() && turns.tryAcquire()) {
            goOn();
        }
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
            asked.forEach(each -> each.answer().completeExceptionally(e));
            failWaiting(e);
        }
    }

    /** A store that is away takes its time to fail: who has waited so long does not wait for another such turn. */
    private void failWaiting(Throwable e) {
        for (int count = waiting.size(); count > 0; count--) {
            var next = waiting.poll();
            if (next == null) {
                return;
            }
            next.answer().completeExceptionally(e);
        }
    }
}
