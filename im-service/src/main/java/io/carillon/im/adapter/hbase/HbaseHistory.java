package io.carillon.im.adapter.hbase;

import static io.carillon.im.adapter.hbase.HbaseTables.FAMILY;

import io.carillon.im.store.History;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.State;
import io.carillon.im.store.StoredMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.hbase.CompareOperator;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.filter.Filter;
import org.apache.hadoop.hbase.filter.FilterList;
import org.apache.hadoop.hbase.filter.KeyOnlyFilter;
import org.apache.hadoop.hbase.filter.SingleColumnValueFilter;
import org.apache.hadoop.hbase.filter.SubstringComparator;
import org.apache.hadoop.hbase.util.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Two rows a message, one for each user: {@code salt | digest of the user | reversed time | id | side}. The salt comes of
 * the id, so that the messages of one busy user lie in as many regions as there are salts; a query asks them all and
 * merges what they give, each in order.
 */
public final class HbaseHistory implements History {
    private static final byte[] USER = Bytes.toBytes("user");
    private static final byte[] PEER = Bytes.toBytes("peer");
    private static final byte[] ID = Bytes.toBytes("id");
    private static final byte[] SIDE = Bytes.toBytes("side");
    private static final byte[] KIND = Bytes.toBytes("kind");
    private static final byte[] TYPE = Bytes.toBytes("type");
    private static final byte[] TEXT = Bytes.toBytes("text");
    private static final byte[] ACCEPTED = Bytes.toBytes("accepted");
    private static final byte[] WHY = Bytes.toBytes("why");
    private static final int PAGE = 500;
    private static final String STATE = "state.";

    private final HbaseTables tables;

    public HbaseHistory(HbaseTables tables) {
        this.tables = tables;
    }

    @Override
    public void record(StoredMessage message) {
        tables.writeHistory("record", puts(message).toList());
    }

    static Stream<Put> puts(StoredMessage message) {
        return sides(message).map(HbaseHistory::put);
    }

    private static Stream<Entry> sides(StoredMessage message) {
        return Stream.of(new Entry(Side.SENT, message), new Entry(Side.RECEIVED, message));
    }

    private static Put put(Entry entry) {
        var message = entry.message();
        var put = new Put(row(entry))
                .addColumn(FAMILY, USER, Bytes.toBytes(entry.user()))
                .addColumn(FAMILY, PEER, Bytes.toBytes(entry.peer()))
                .addColumn(FAMILY, ID, Bytes.toBytes(message.id().value()))
                .addColumn(FAMILY, SIDE, Bytes.toBytes(entry.side().name()))
                .addColumn(FAMILY, KIND, Bytes.toBytes(message.kind().name()))
                .addColumn(FAMILY, TYPE, Bytes.toBytes(message.contentType()))
                .addColumn(FAMILY, ACCEPTED, Bytes.toBytes(message.accepted().toEpochMilli()));
        message.text().ifPresent(text -> put.addColumn(FAMILY, TEXT, Bytes.toBytes(text)));
        message.states().forEach((state, at) -> addState(put, state, at));
        return reasoned(put, message.why());
    }

    private static void addState(Put put, State state, Instant at) {
        put.addColumn(FAMILY, Bytes.toBytes(STATE + state), Bytes.toBytes(at.toEpochMilli()));
    }

    private static Put reasoned(Put put, String why) {
        return why.isEmpty() ? put : put.addColumn(FAMILY, WHY, Bytes.toBytes(why));
    }

    @Override
    public void change(StoredMessage message, State state, Instant at, String why) {
        tables.writeHistory(
                "change",
                sides(message)
                        .map(entry -> {
                            var put = new Put(row(entry));
                            addState(put, state, at);
                            return reasoned(put, why);
                        })
                        .toList());
    }

    @Override
    public Page find(Query query) {
        return tables.inHistory("find", table -> {
            var found = new ArrayList<Entry>();
            for (var user : query.users()) {
                for (int salt = 0; salt < HbaseTables.SALTS; salt++) {
                    read(table, scan(query, user, (byte) salt), found);
                }
            }
            return Page.of(found, query.limit());
        });
    }

    @Override
    public Optional<StoredMessage> look(StoredMessage message) {
        var get = new Get(row(new Entry(Side.SENT, message)));
        return tables.inHistory(
                "look",
                table -> Optional.of(table.get(get))
                        .filter(HbaseHistory::isWhole)
                        .map(row -> entry(row).message()));
    }

    @Override
    public long delete(Set<String> users) {
        return tables.inHistory("delete", table -> {
            long count = 0;
            for (var user : users) {
                for (int salt = 0; salt < HbaseTables.SALTS; salt++) {
                    count += delete(table, prefix(user, (byte) salt));
                }
            }
            return count;
        });
    }

    private static long delete(Table table, byte[] prefix) throws IOException {
        long count = 0;
        var scan = new Scan()
                .setStartStopRowForPrefixScan(prefix)
                .setFilter(new KeyOnlyFilter())
                .setCaching(PAGE);
        try (var rows = table.getScanner(scan)) {
            for (var page = rows.next(PAGE); page.length > 0; page = rows.next(PAGE)) {
                var deletes = new ArrayList<Delete>();
                for (var row : page) {
                    deletes.add(new Delete(row.getRow()));
                }
                count += deletes.size();
                table.delete(deletes);
            }
        }
        return count;
    }

    private static byte[] prefix(String user, byte salt) {
        return Bytes.add(new byte[] {salt}, Bytes.head(MessageId.digest(user), 8));
    }

    private static void read(Table table, Scan scan, List<Entry> into) throws IOException {
        try (var rows = table.getScanner(scan)) {
            for (var row : rows) {
                if (isWhole(row)) {
                    into.add(entry(row));
                }
            }
        }
    }

    /** A change may have come to a row that was never written whole, or is not yet. */
    private static boolean isWhole(Result row) {
        return row.containsColumn(FAMILY, ID);
    }

    private static Scan scan(Query query, String user, byte salt) {
        var prefix = prefix(user, salt);
        // Reversed time: what is just before the end comes first, what is as old as the beginning is the last.
        var first = Bytes.add(prefix, reversed(query.to().minusMillis(1)));
        var last = Bytes.unsignedCopyAndIncrement(Bytes.add(prefix, reversed(query.from())));
        var scan = new Scan().withStartRow(first).withStopRow(last).setLimit(query.limit() + 1);
        query.after().ifPresent(place -> scan.withStartRow(Bytes.add(prefix, order(place)), false));
        filter(query).ifPresent(scan::setFilter);
        return scan;
    }

    private static Optional<Filter> filter(Query query) {
        var allOf = new FilterList(FilterList.Operator.MUST_PASS_ALL);
        if (!query.peers().isEmpty()) {
            allOf.addFilter(anyOf(query.peers()));
        }
        query.text().ifPresent(part -> {
            var filter =
                    new SingleColumnValueFilter(FAMILY, TEXT, CompareOperator.EQUAL, new SubstringComparator(part));
            filter.setFilterIfMissing(true);
            allOf.addFilter(filter);
        });
        return allOf.getFilters().isEmpty() ? Optional.empty() : Optional.of(allOf);
    }

    private static Filter anyOf(Set<String> peers) {
        var anyOf = new FilterList(FilterList.Operator.MUST_PASS_ONE);
        for (var peer : peers) {
            var filter = new SingleColumnValueFilter(FAMILY, PEER, CompareOperator.EQUAL, Bytes.toBytes(peer));
            filter.setFilterIfMissing(true);
            anyOf.addFilter(filter);
        }
        return anyOf;
    }

    private static byte[] row(Entry entry) {
        byte salt = (byte) Math.floorMod(entry.message().id().value().hashCode(), HbaseTables.SALTS);
        var user = Bytes.head(MessageId.digest(entry.user()), 8);
        return Bytes.add(new byte[] {salt}, user, order(Place.of(entry)));
    }

    /** Sorts as {@link Place} does. The id is reversed as well, as it begins with the time. */
    private static byte[] order(Place place) {
        var id = Bytes.toBytes(place.id().value());
        for (int i = 0; i < id.length; i++) {
            id[i] = (byte) ~id[i];
        }
        return Bytes.add(
                reversed(place.accepted()), id, new byte[] {(byte) place.side().ordinal()});
    }

    private static byte[] reversed(Instant time) {
        return Bytes.toBytes(Long.MAX_VALUE - time.toEpochMilli());
    }

    private static Entry entry(Result row) {
        var side = Side.valueOf(text(row, SIDE));
        var user = text(row, USER);
        var peer = text(row, PEER);
        var states = states(row);
        return new Entry(
                side,
                new StoredMessage(
                        new MessageId(text(row, ID)),
                        Kind.valueOf(text(row, KIND)),
                        side == Side.SENT ? user : peer,
                        side == Side.SENT ? peer : user,
                        text(row, TYPE),
                        Optional.ofNullable(row.getValue(FAMILY, TEXT)).map(Bytes::toString),
                        Instant.ofEpochMilli(Bytes.toLong(row.getValue(FAMILY, ACCEPTED))),
                        states,
                        text(row, WHY)));
    }

    private static Map<State, Instant> states(Result row) {
        var states = new EnumMap<State, Instant>(State.class);
        for (var state : State.values()) {
            byte @Nullable [] at = row.getValue(FAMILY, Bytes.toBytes(STATE + state));
            if (at != null) {
                states.put(state, Instant.ofEpochMilli(Bytes.toLong(at)));
            }
        }
        return states;
    }

    private static String text(Result row, byte[] column) {
        byte @Nullable [] value = row.getValue(FAMILY, column);
        return value == null ? "" : Bytes.toString(value);
    }
}
