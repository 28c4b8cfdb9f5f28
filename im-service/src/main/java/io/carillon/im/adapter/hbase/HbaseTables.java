package io.carillon.im.adapter.hbase;

import io.carillon.im.store.StoreAway;
import io.carillon.node.health.FunctionalProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.TableExistsException;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Row;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.util.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to HBase and the two tables, made when HBase is there. A node starts without it, refuses what it cannot
 * keep, and goes on when it comes.
 */
public final class HbaseTables implements AutoCloseable, FunctionalProbe {
    private static final Logger LOG = LoggerFactory.getLogger(HbaseTables.class);
    private static final long PAUSE_NANOS = 1_000_000_000L;
    static final byte[] FAMILY = Bytes.toBytes("m");
    /** Parts of the history table: each user's rows are spread over all of them. Fixed, as row keys begin with it. */
    static final int SALTS = 8;

    private static final Duration MOMENT = Duration.ofMillis(100);
    /** Nobody reports on a message that is older. */
    private static final Duration NOTICED = Duration.ofDays(30);

    private final HbaseProperties properties;
    private final TableName history;
    private final TableName outbox;
    private final TableName notices;
    private final TableName objects;
    private final HbaseWrites historyWrites;
    private final HbaseWrites outboxWrites;
    private boolean indexing;
    private BiConsumer<String, String> asked = (table, operation) -> {};
    private volatile @Nullable HbaseConnections connections;
    private volatile boolean closed;

    public HbaseTables(HbaseProperties properties) {
        this.properties = properties;
        this.history = TableName.valueOf(properties.tablePrefix() + "history");
        this.outbox = TableName.valueOf(properties.tablePrefix() + "outbox");
        this.notices = TableName.valueOf(properties.tablePrefix() + "notices");
        this.objects = TableName.valueOf(properties.tablePrefix() + "objects");
        this.historyWrites = new HbaseWrites(rows -> write(history, rows), properties.deadline(), MOMENT);
        this.outboxWrites = new HbaseWrites(rows -> write(outbox, rows), properties.deadline(), MOMENT);
    }

    /** With a table for the names of objects, if wanted; before it is started. */
    public HbaseTables indexing(boolean wanted) {
        indexing = wanted;
        return this;
    }

    /** Tells there of each operation: the table, and what is done; before it is started. */
    public HbaseTables telling(BiConsumer<String, String> meter) {
        asked = meter;
        return this;
    }

    /** Begins connecting, and returns. */
    public HbaseTables start() {
        Thread.ofPlatform().daemon().name("hbase-connect").start(this::connect);
        return this;
    }

    /** What is done with a table; every failure to do it is {@link StoreAway}. */
    interface Work<T> {
        T on(Table table) throws IOException;
    }

    /** Together with what others write there at the same time. */
    void writeHistory(String operation, List<? extends Row> rows) {
        asked.accept("history", operation);
        historyWrites.write(rows);
    }

    /** As the history; false if the row's condition does not hold. */
    boolean writeOutbox(String operation, Row row) {
        asked.accept("outbox", operation);
        return outboxWrites.write(List.of(row));
    }

    /** With what is written there next. */
    void writeOutboxLater(String operation, Row row) {
        asked.accept("outbox", operation);
        outboxWrites.later(row);
    }

    <T> T inHistory(String operation, Work<T> work) {
        return with("history", history, operation, work);
    }

    <T> T inOutbox(String operation, Work<T> work) {
        return with("outbox", outbox, operation, work);
    }

    <T> T inNotices(String operation, Work<T> work) {
        return with("notices", notices, operation, work);
    }

    <T> T inObjects(String operation, Work<T> work) {
        return with("objects", objects, operation, work);
    }

    private <T> T with(String table, TableName name, String operation, Work<T> work) {
        asked.accept(table, operation);
        return in(name, work);
    }

    private HbaseConnections open() {
        var open = connections;
        if (open == null) {
            throw new StoreAway("HBase has not been reached yet");
        }
        return open;
    }

    private List<CompletableFuture<Object>> write(TableName name, List<? extends Row> rows) {
        try {
            return open().write(name, rows);
        } catch (IOException e) {
            throw new StoreAway("HBase: " + firstLine(e));
        }
    }

    private <T> T in(TableName name, Work<T> work) {
        try (var opened = open().asking().getTable(name)) {
            return work.on(opened);
        } catch (IOException | UncheckedIOException | RejectedExecutionException e) {
            throw new StoreAway("HBase: " + firstLine(e));
        }
    }

    private void connect() {
        HbaseWheels.slowDown();
        boolean told = false;
        while (!closed) {
            try {
                var made = HbaseConnections.open(settings());
                try {
                    createTables(made.asking());
                } catch (IOException | RuntimeException e) {
                    made.close();
                    throw e;
                }
                connections = made;
                LOG.info("HBase at {}:{} keeps the messages", properties.zookeeperQuorum(), properties.zookeeperPort());
                if (closed) {
                    made.close();
                }
                return;
            } catch (IOException | RuntimeException e) {
                if (!told) {
                    LOG.warn(
                            "HBase at {}:{} is not there yet: {}",
                            properties.zookeeperQuorum(),
                            properties.zookeeperPort(),
                            firstLine(e));
                    told = true;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void createTables(Connection to) throws IOException {
        var salts = new byte[SALTS - 1][];
        for (int salt = 1; salt < SALTS; salt++) {
            salts[salt - 1] = new byte[] {(byte) salt};
        }
        // The outbox's keys begin with a digest: even parts are even shares.
        var digests = new byte[SALTS - 1][];
        for (int part = 1; part < SALTS; part++) {
            digests[part - 1] = new byte[] {(byte) (part * 256 / SALTS)};
        }
        var kept = properties.retention();
        create(to, history, salts, kept);
        create(to, outbox, digests, Duration.ZERO);
        create(to, notices, digests, kept.isZero() || kept.compareTo(NOTICED) > 0 ? NOTICED : kept);
        if (indexing) {
            create(to, objects, new byte[0][], Duration.ZERO);
        }
    }

    /** @param kept after which HBase forgets a cell; zero: never */
    private static void create(Connection to, TableName name, byte[][] splits, Duration kept) throws IOException {
        int seconds = kept.isZero() ? HConstants.FOREVER : Math.toIntExact(kept.toSeconds());
        try (var admin = to.getAdmin()) {
            if (admin.tableExists(name)) {
                changeRetention(admin, name, seconds);
                return;
            }
            var family = ColumnFamilyDescriptorBuilder.newBuilder(FAMILY)
                    .setMaxVersions(1)
                    .setTimeToLive(seconds)
                    .build();
            var table = TableDescriptorBuilder.newBuilder(name)
                    .setColumnFamily(family)
                    .build();
            if (splits.length == 0) {
                admin.createTable(table);
            } else {
                admin.createTable(table, splits);
            }
        } catch (TableExistsException e) {
            LOG.debug("Another node has just made table {}", name, e);
        }
    }

    private static void changeRetention(Admin admin, TableName name, int seconds) throws IOException {
        var now = admin.getDescriptor(name).getColumnFamily(FAMILY);
        if (now.getTimeToLive() != seconds) {
            var changed = ColumnFamilyDescriptorBuilder.newBuilder(now)
                    .setTimeToLive(seconds)
                    .build();
            admin.modifyColumnFamily(name, changed);
            LOG.info("What is in {} is kept for {} s from now on", name, seconds);
        }
    }

    private Configuration settings() {
        int deadline = Math.toIntExact(properties.deadline().toMillis());
        var settings = HBaseConfiguration.create();
        settings.set("hbase.zookeeper.quorum", properties.zookeeperQuorum());
        settings.setInt("hbase.zookeeper.property.clientPort", properties.zookeeperPort());
        settings.setInt("hbase.rpc.timeout", deadline / 2);
        settings.setInt("hbase.client.operation.timeout", deadline);
        settings.setInt("hbase.client.meta.operation.timeout", deadline);
        settings.setInt("hbase.client.scanner.timeout.period", deadline);
        settings.setInt("hbase.client.pause", 100);
        settings.setInt("hbase.client.retries.number", 5);
        settings.setInt("zookeeper.recovery.retry", 1);
        settings.setBoolean("hbase.client.metrics.enable", false);
        properties.properties().forEach(settings::set);
        return settings;
    }

    static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }

    @Override
    public String name() {
        return "hbase";
    }

    @Override
    public void check() throws IOException {
        try {
            inOutbox("probe", table -> table.exists(new Get(new byte[] {0})));
        } catch (StoreAway e) {
            throw new IOException(e.why(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        var open = connections;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.info("HBase: {}", firstLine(e));
            }
        }
    }
}
