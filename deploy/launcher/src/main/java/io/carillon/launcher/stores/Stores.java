package io.carillon.launcher.stores;

import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.ProcessRecords;
import io.carillon.launcher.suite.StorePorts;
import io.carillon.launcher.suite.StoresProgress;
import io.carillon.stores.EmbeddedHbase;
import io.carillon.stores.EmbeddedKafka;
import io.carillon.stores.EmbeddedMariaDb;
import io.carillon.stores.EmbeddedRedis;
import io.carillon.stores.EmbeddedZooKeeper;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All embedded stores of a suite, started side by side; only HBase waits, for its ZooKeeper. */
final class Stores implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Stores.class);

    private final Layout layout;
    private final StorePorts ports;
    private final StoresProgress progress;
    private final ProcessRecords records;
    private final Deque<Running> running = new ArrayDeque<>();
    private boolean closed;

    private record Running(String name, AutoCloseable store) {}

    Stores(Layout layout, StorePorts ports, StoresProgress progress) {
        this.layout = layout;
        this.ports = ports;
        this.progress = progress;
        this.records = new ProcessRecords(layout);
    }

    /** Whether all of them started; the progress file says which did not, and why. */
    boolean start() {
        List<Runnable> chains =
                List.of(this::startMariaDb, this::startRedis, this::startZooKeeperAndHbase, this::startKafka);
        try (ExecutorService threads = Executors.newFixedThreadPool(chains.size())) {
            List<? extends Future<?>> starts =
                    chains.stream().map(threads::submit).toList();
            boolean all = true;
            for (Future<?> start : starts) {
                all &= succeeded(start);
            }
            return all;
        }
    }

    private boolean succeeded(Future<?> start) {
        try {
            start.get();
            return true;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            log.error("A store did not start", cause);
            progress.failed(cause);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void startMariaDb() {
        EmbeddedMariaDb mariadb =
                opened("mariadb", EmbeddedMariaDb.start(layout.data("mariadb/files"), ports.mariadb()));
        record("mariadb", mariadb.pid(), "mariadbd");
        progress.ready("mariadb", "127.0.0.1:" + ports.mariadb());
    }

    private void startRedis() {
        EmbeddedRedis redis = opened("redis", EmbeddedRedis.start(layout.data("redis/files"), ports.redis()));
        record("redis", redis.pid(), "redis-server");
        progress.ready("redis", "127.0.0.1:" + ports.redis());
    }

    private void startZooKeeperAndHbase() {
        startHbase(startZooKeeper().address());
    }

    private EmbeddedZooKeeper startZooKeeper() {
        EmbeddedZooKeeper zooKeeper =
                opened("zookeeper", EmbeddedZooKeeper.start(layout.data("zookeeper"), ports.zookeeper()));
        progress.ready("zookeeper", zooKeeper.connectString());
        return zooKeeper;
    }

    /** @param zooKeeper where it is in truth: in training it is on a free port */
    private void startHbase(InetSocketAddress zooKeeper) {
        opened("hbase", EmbeddedHbase.start(layout.data("hbase"), zooKeeper));
        progress.ready("hbase", "through " + zooKeeper.getHostString() + ":" + zooKeeper.getPort());
    }

    private void startKafka() {
        EmbeddedKafka kafka =
                opened("kafka", EmbeddedKafka.start(layout.data("kafka"), ports.kafka(), ports.kafkaController()));
        Topics.create(kafka.bootstrapServers());
        progress.ready("kafka", kafka.bootstrapServers());
    }

    private void record(String name, long pid, String marker) {
        ProcessHandle.of(pid).ifPresent(process -> records.write(name, process, marker));
    }

    private <S extends AutoCloseable> S opened(String name, S store) {
        synchronized (running) {
            if (closed) {
                stop(store);
            } else {
                running.push(new Running(name, store));
            }
        }
        return store;
    }

    /** Last started, first stopped: HBase must go before its ZooKeeper. */
    @Override
    public void close() {
        synchronized (running) {
            closed = true;
            running.forEach(each -> stop(each.store()));
            running.clear();
            records.forget("mariadb");
            records.forget("redis");
        }
    }

    /** One that does not come back is told by the log, and by the wish that stays. */
    void restart(String name) {
        log.warn("{} is restarted", name);
        synchronized (running) {
            running.stream().filter(each -> each.name().equals(name)).forEach(each -> stop(each.store()));
            running.removeIf(each -> each.name().equals(name));
        }
        switch (name) {
            case "mariadb" -> startMariaDb();
            case "redis" -> startRedis();
            case "zookeeper" -> startZooKeeper();
            case "hbase" -> startHbase(new InetSocketAddress("127.0.0.1", ports.zookeeper()));
            case "kafka" -> startKafka();
            default -> log.warn("There is no store {}", name);
        }
    }

    private static void stop(AutoCloseable store) {
        try {
            store.close();
        } catch (Exception e) {
            log.warn("{} did not stop cleanly", store.getClass().getSimpleName(), e);
        }
    }
}
