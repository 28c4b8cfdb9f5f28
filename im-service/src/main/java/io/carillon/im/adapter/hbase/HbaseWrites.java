package io.carillon.im.adapter.hbase;

import io.carillon.im.store.StoreAway;
import io.carillon.node.store.Gathering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.hadoop.hbase.client.CheckAndMutateResult;
import org.apache.hadoop.hbase.client.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Writes to one table that come while HBase is at work with others go to it together: a round trip costs it and us more
 * than a row. Each has an end of its own.
 */
final class HbaseWrites {
    private static final Logger LOG = LoggerFactory.getLogger(HbaseWrites.class);
    /** So many at a time, since one of them may wait for a region that is on its way to another server. */
    private static final int TURNS = 2;

    private static final int MOST_RIDERS = 10_000;

    private final Function<List<? extends Row>, List<CompletableFuture<Object>>> table;
    private final Duration deadline;
    private final Duration moment;
    private final Queue<Row> riders = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final Gathering<Write, Written> together = new Gathering<>(TURNS, this::together);

    /** Rows of one caller; two that are alike are two. */
    private static final class Write {
        private final List<? extends Row> rows;

        Write(List<? extends Row> rows) {
            this.rows = rows;
        }
    }

    /**
     * @param held no condition of a row was against it
     * @param failure why a row was not written
     */
    private record Written(boolean held, @Nullable String failure) {}

    /**
     * @param table begins to write rows, or throws {@link StoreAway}
     * @param deadline within which HBase gives up by itself
     * @param moment how long a row waits for others that is in no hurry
     */
    HbaseWrites(
            Function<List<? extends Row>, List<CompletableFuture<Object>>> table, Duration deadline, Duration moment) {
        this.table = table;
        this.deadline = deadline;
        this.moment = moment;
    }

    /**
     * @return false if the condition of a row does not hold
     * @throws StoreAway if a row may not have been written
     */
    boolean write(List<? extends Row> rows) {
        Written written;
        try {
            written = together.ask(new Write(rows)).orElseThrow();
        } catch (DataAccessException notInTime) {
            throw new StoreAway("HBase: " + notInTime.getMessage());
        }
        if (written.failure() != null) {
            throw new StoreAway("HBase: " + written.failure());
        }
        return written.held();
    }

    /** In the call that is next, or in one of its own if none comes. Nobody hears whether it was written. */
    void later(Row row) {
        if (riders.size() >= MOST_RIDERS) {
            LOG.info("A row that is in no hurry stays unwritten, as too many wait");
            return;
        }
        riders.add(row);
        if (due.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(moment.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                    .execute(this::flush);
        }
    }

    private void flush() {
        due.set(false);
        try {
            while (!riders.isEmpty()) {
                write(List.of());
            }
        } catch (StoreAway e) {
            LOG.info("Rows that were in no hurry are not written: {}", e.why());
        }
    }

    private Map<Write, Written> together(List<Write> writes) {
        var rows = new ArrayList<Row>();
        writes.forEach(write -> rows.addAll(write.rows));
        for (int i = 0; i < Gathering.MOST && !riders.isEmpty(); i++) {
            Optional.ofNullable(riders.poll()).ifPresent(rows::add);
        }
        var results = table.apply(rows);
        await(results);
        var ends = new HashMap<Write, Written>();
        int next = 0;
        for (var write : writes) {
            ends.put(write, written(results.subList(next, next + write.rows.size())));
            next += write.rows.size();
        }
        return ends;
    }

    /** Until each has come or failed. */
    private void await(List<CompletableFuture<Object>> results) {
        try {
            CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                    .get(2 * deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return; // each tells for itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Written written(List<CompletableFuture<Object>> results) {
        boolean held = true;
        for (var each : results) {
            switch (each.state()) {
                case RUNNING, CANCELLED -> {
                    return new Written(false, "no answer");
                }
                case FAILED -> {
                    return new Written(false, HbaseTables.firstLine(each.exceptionNow()));
                }
                case SUCCESS ->
                    held &= !(each.resultNow() instanceof CheckAndMutateResult checked) || checked.isSuccess();
            }
        }
        return new Written(held, null);
    }
}
