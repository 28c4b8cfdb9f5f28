package io.carillon.hss.provisioning;

import io.carillon.hss.provisioning.OrderLines.Format;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/** One import, as far as it has come. */
final class Import {
    enum State {
        WAITING,
        RUNNING,
        DONE,
        /** Stopped by what {@link View#problem} says; what was stored before stays. */
        STOPPED
    }

    /** What to do with a subscriber that is there already. */
    enum Present {
        /** Its line is refused. */
        REFUSE,
        /** It stays as it is. */
        KEEP,
        /** It becomes what the line says; credentials that the line leaves out stay. */
        REPLACE
    }

    /**
     * An import as REST shows it.
     *
     * @param refused lines that were not stored; /api/v1/imports/{id}/refused says why
     */
    record View(
            String id,
            State state,
            Present present,
            long bytes,
            long bytesRead,
            long created,
            long replaced,
            long kept,
            long refused,
            Instant started,
            @Nullable Instant ended,
            @Nullable String problem) {}

    final String id;
    final Format format;
    final Present present;
    final Spool spool;
    final Path report;
    final long bytes;
    final AtomicLong bytesRead = new AtomicLong();
    final AtomicLong created = new AtomicLong();
    final AtomicLong replaced = new AtomicLong();
    final AtomicLong kept = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Instant started;
    private volatile State state = State.WAITING;
    private volatile @Nullable Instant ended;
    private volatile @Nullable String problem;

    Import(String id, Format format, Present present, Spool spool, long bytes, Path report, Instant started) {
        this.id = id;
        this.format = format;
        this.present = present;
        this.spool = spool;
        this.bytes = bytes;
        this.report = report;
        this.started = started;
    }

    void running() {
        state = State.RUNNING;
    }

    void ended(Instant at) {
        ended = at;
        state = State.DONE;
    }

    void stopped(String why, Instant at) {
        problem = why;
        ended = at;
        state = State.STOPPED;
    }

    boolean isOver() {
        return ended != null;
    }

    /** A line of the report for each fault: where, whose, which field, why. */
    void refuse(BufferedWriter report, long line, @Nullable String impi, List<Fault> faults) throws IOException {
        refused.incrementAndGet();
        for (Fault each : faults) {
            report.write(CSVFormat.RFC4180.format(line, impi, each.field(), each.message()) + "\n");
        }
    }

    View view() {
        return new View(
                id,
                state,
                present,
                bytes,
                bytesRead.get(),
                created.get(),
                replaced.get(),
                kept.get(),
                refused.get(),
                started,
                ended,
                problem);
    }
}
