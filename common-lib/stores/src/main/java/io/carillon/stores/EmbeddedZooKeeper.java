package io.carillon.stores;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.zookeeper.server.DatadirCleanupManager;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxnFactory;

/** A ZooKeeper server inside this JVM, on loopback. */
public final class EmbeddedZooKeeper implements AutoCloseable {
    private static final SharedStore<EmbeddedZooKeeper> SHARED = new SharedStore<>("zookeeper", data -> start(data, 0));

    /** Short, so that a dead node's ephemeral entry goes within its own session timeout and not seconds later. */
    private static final int TICK_MILLIS = 500;

    private static final String WORKERS = NIOServerCnxnFactory.ZOOKEEPER_NIO_NUM_WORKER_THREADS;
    private static final int SHORTEST_SESSION_MILLIS = 1_000;
    private static final int LONGEST_SESSION_MILLIS = 90_000;
    private static final int SNAPSHOTS_KEPT = 3;

    private final ServerCnxnFactory connections;
    private final DatadirCleanupManager cleanup;

    private EmbeddedZooKeeper(ServerCnxnFactory connections, DatadirCleanupManager cleanup) {
        this.connections = connections;
        this.cleanup = cleanup;
    }

    /** Starts the server on that port, or on a free one for 0; returns when it takes connections. */
    public static EmbeddedZooKeeper start(Path data, int port) {
        var handler = Thread.getDefaultUncaughtExceptionHandler();
        try {
            var server = new QuietZooKeeper(data.toFile(), TICK_MILLIS);
            server.setMinSessionTimeout(SHORTEST_SESSION_MILLIS);
            server.setMaxSessionTimeout(LONGEST_SESSION_MILLIS);
            System.setProperty(WORKERS, "0"); // a dozen clients need no second thread to be handed to
            ServerCnxnFactory connections = new NIOServerCnxnFactory();
            connections.configure(Loopback.at(port), 0);
            connections.startup(server);
            var cleanup = new DatadirCleanupManager(data.toFile(), data.toFile(), SNAPSHOTS_KEPT, 1);
            cleanup.start();
            return new EmbeddedZooKeeper(connections, cleanup);
        } catch (IOException e) {
            throw new StoreStartException("ZooKeeper did not start on port " + port + " with data in " + data, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreStartException("interrupted while ZooKeeper started", e);
        } finally {
            // ZooKeeper takes the whole JVM's handler for itself and hides what other threads die of
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
    }

    /** One server for all tests of this JVM, with fresh data under target/, stopped when the JVM ends. */
    public static EmbeddedZooKeeper shared() {
        return SHARED.get();
    }

    public InetSocketAddress address() {
        return Loopback.at(connections.getLocalPort());
    }

    /** The address in the form its clients take. */
    public String connectString() {
        return Loopback.HOST + ":" + connections.getLocalPort();
    }

    @Override
    public void close() {
        cleanup.shutdown();
        connections.shutdown();
    }
}
