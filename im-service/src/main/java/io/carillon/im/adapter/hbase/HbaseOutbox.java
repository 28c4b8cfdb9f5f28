package io.carillon.im.adapter.hbase;

import static io.carillon.im.adapter.hbase.HbaseTables.FAMILY;

import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.Pending;
import io.carillon.im.delivery.Ticket;
import io.carillon.node.store.StoredFormat;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.hbase.CompareOperator;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Row;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.filter.SingleColumnValueFilter;
import org.apache.hadoop.hbase.util.Bytes;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One row a message, {@code digest of the recipient | id}: a recipient's messages lie together, in order of time. The
 * row of one that is over stands for its name where that is not to be put again; nodes of older builds see an end in it
 * that nobody has told of.
 */
public final class HbaseOutbox implements Outbox {
    private static final int FORMAT = 1;
    private static final byte[] MESSAGE = Bytes.toBytes("message");
    private static final byte[] VERSION = Bytes.toBytes("version");
    private static final int PAGE = 500;
    private static final byte[] OVER = Bytes.toBytes("over");
    private static final byte[] YES = {1};
    /** No message has it. */
    private static final byte[] NO_VERSION = Bytes.toBytes(0L);
    /** Longer than anybody is between hearing of a message and storing it; so long is a submission remembered. */
    private static final Duration BARRED = Duration.ofHours(1);

    private final HbaseTables tables;
    private final StoredFormat<Pending> format;
    private final Clock clock;

    public HbaseOutbox(HbaseTables tables, JsonMapper json, Clock clock) {
        this.tables = tables;
        // What an older build has not written is false.
        var lenient = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
        this.format = new StoredFormat<>(lenient, Pending.class, FORMAT);
        this.clock = clock;
    }

    @Override
    public boolean put(Pending pending) {
        return tables.writeOutbox(
                "put",
                CheckAndMutate.newBuilder(row(pending.ticket()))
                        .ifNotExists(FAMILY, VERSION)
                        .build(write(pending)));
    }

    @Override
    public boolean replace(Pending before, Pending after) {
        return tables.writeOutbox(
                "replace",
                CheckAndMutate.newBuilder(row(before.ticket()))
                        .ifEquals(FAMILY, VERSION, Bytes.toBytes(before.version()))
                        .build(write(after)));
    }

    Put write(Pending pending) {
        return put(pending, Bytes.toBytes(pending.version()));
    }

    private Put put(Pending pending, byte[] version) {
        return new Put(row(pending.ticket()))
                .addColumn(FAMILY, MESSAGE, Bytes.toBytes(format.write(name(pending), pending)))
                .addColumn(FAMILY, VERSION, version);
    }

    @Override
    public void remove(Pending pending) {
        tables.writeOutbox("remove", delete(pending));
    }

    @Override
    public void leave(Pending pending) {
        tables.writeOutboxLater("leave", delete(pending));
    }

    private Row delete(Pending pending) {
        format.forget(name(pending));
        return pending.repeated() && pending.progress().outcome().isPresent()
                ? put(pending, NO_VERSION).addColumn(FAMILY, OVER, YES)
                : new Delete(row(pending.ticket()));
    }

    @Override
    public List<Pending> of(String recipient, int limit) {
        var scan = new Scan()
                .setStartStopRowForPrefixScan(Bytes.fromHex(Ticket.recipientKey(recipient)))
                .setFilter(new SingleColumnValueFilter(FAMILY, OVER, CompareOperator.NOT_EQUAL, YES))
                .setLimit(limit)
                .setCaching(limit);
        return tables.inOutbox("of", table -> {
            var found = new ArrayList<Pending>();
            try (var rows = table.getScanner(scan)) {
                for (var row : rows) {
                    found.add(read(row));
                }
            }
            return List.copyOf(found);
        });
    }

    @Override
    public Optional<Pending> find(Ticket ticket) {
        return tables.inOutbox(
                "find",
                table -> Optional.of(table.get(new Get(row(ticket))))
                        .filter(row -> !row.isEmpty() && !row.containsColumn(FAMILY, OVER))
                        .map(this::read));
    }

    @Override
    public void forEach(Consumer<Pending> visitor) {
        tables.inOutbox("all", table -> {
            try (var rows = table.getScanner(new Scan().setCaching(PAGE))) {
                for (var row : rows) {
                    if (!row.containsColumn(FAMILY, OVER)) {
                        visitor.accept(read(row));
                    } else if (isForgotten(row)) {
                        table.delete(new Delete(row.getRow()));
                    }
                }
            }
            return true;
        });
    }

    private boolean isForgotten(Result name) {
        var since = Instant.ofEpochMilli(name.getColumnLatestCell(FAMILY, OVER).getTimestamp());
        return since.plus(BARRED).isBefore(clock.instant());
    }

    private Pending read(Result row) {
        var text = new String(row.getValue(FAMILY, MESSAGE), StandardCharsets.UTF_8);
        return format.read(text, HbaseOutbox::name);
    }

    private static String name(Pending pending) {
        return pending.ticket().recipientKey() + pending.ticket().id().value();
    }

    private static byte[] row(Ticket ticket) {
        return Bytes.add(
                Bytes.fromHex(ticket.recipientKey()), Bytes.toBytes(ticket.id().value()));
    }
}
