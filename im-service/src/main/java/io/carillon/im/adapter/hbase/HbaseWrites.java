package io.carillon.im.adapter.hbase;

import io.carillon.im.adapter.hbase.HbaseTables.Work;
import io.carillon.im.store.StoreAway;
import io.carillon.node.store.Gathering;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.hbase.client.CheckAndMutateResult;
import org.apache.hadoop.hbase.client.Row;
import org.apache.hadoop.hbase.client.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Writes to one table that come while HBase is at work with others go to it together: a round trip costs it and us more
 * than a row. Each has an end of its own.
 */
final class HbaseWrites {
    /** So many at a time, since one of them may wait for a region that is on its way to another server. */
    private static final int TURNS = 2;

    private final Function<Work<Object[]>, Object[]> table;
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
    private record Written(boolean held, @Nullable Object failure) {}

    /** @param table does the work with it, or throws {@link StoreAway} */
    HbaseWrites(Function<Work<Object[]>, Object[]> table) {
        this.table = table;
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
            throw new StoreAway("HBase: " + reason(written.failure()));
        }
        return written.held();
    }

    private static String reason(Object failure) {
        return failure instanceof Throwable thrown ? HbaseTables.firstLine(thrown) : failure.toString();
    }

    private Map<Write, Written> together(List<Write> writes) {
        var rows = writes.stream().<Row>flatMap(write -> write.rows.stream()).toList();
        var results = table.apply(opened -> results(opened, rows));
        var ends = new HashMap<Write, Written>();
        int next = 0;
        for (var write : writes) {
            ends.put(write, written(Arrays.copyOfRange(results, next, next + write.rows.size())));
            next += write.rows.size();
        }
        return ends;
    }

    /** For each row what HBase says of it, or why it failed. */
    private static Object[] results(Table table, List<Row> rows) throws IOException {
        var results = new Object[rows.size()];
        try {
            table.batch(rows, results);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (IOException e) {
            if (Arrays.stream(results).allMatch(each -> each == null)) {
                throw e;
            }
            // Some failed: their places say why.
        }
        return results;
    }

    private static Written written(@Nullable Object[] results) {
        boolean held = true;
        for (var each : results) {
            if (each == null || each instanceof Throwable) {
                return new Written(false, each == null ? "no answer" : each);
            }
            held &= !(each instanceof CheckAndMutateResult checked) || checked.isSuccess();
        }
        return new Written(held, null);
    }
}
