package io.carillon.stores;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.LocalHBaseCluster;
import org.apache.hadoop.hbase.master.HMaster;
import org.apache.hadoop.hbase.util.JVMClusterUtil;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;

/** An HBase master and region server inside this JVM, on loopback, over a local folder and a ZooKeeper given. */
public final class EmbeddedHbase implements AutoCloseable {
    private static final SharedStore<EmbeddedHbase> SHARED = new SharedStore<>(
            "hbase", data -> start(data, EmbeddedZooKeeper.shared().address()));
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);
    private static final Duration HURRY = Duration.ofMillis(100);
    /** How often the region server tells its load to a master that has no choice of servers. */
    private static final Duration REPORTS = Duration.ofSeconds(10);

    private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

    private final LocalHBaseCluster cluster;
    private final InetSocketAddress zooKeeper;

    private EmbeddedHbase(LocalHBaseCluster cluster, InetSocketAddress zooKeeper) {
        this.cluster = cluster;
        this.zooKeeper = zooKeeper;
    }

    /**
     * Starts HBase on free ports, which its clients learn from that ZooKeeper; returns when its master works. After
     * a crash the regions may still be on their way: clients keep their default retries.
     */
    public static EmbeddedHbase start(Path data, InetSocketAddress zooKeeper) {
        return start(data, zooKeeper, Map.of());
    }

    /** @param more settings of HBase's own, in place of those here */
    public static EmbeddedHbase start(Path data, InetSocketAddress zooKeeper, Map<String, String> more) {
        Path folder = data.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            HbaseLeftovers.remove(zooKeeper);
            HbaseWheel.slowDown();
            DefaultMetricsSystem.setMiniClusterMode(true); // else a second start in one JVM aborts on metric names
            var settings = settings(folder, zooKeeper);
            more.forEach(settings::set);
            var cluster = new LocalHBaseCluster(settings, 1, 1, HMaster.class, PromptRegionServer.class);
            try (ExecutorService _ = hurrying(cluster, PromptRegionServer::reportNow)) {
                cluster.startup();
                awaitMaster(cluster);
            }
            return new EmbeddedHbase(cluster, zooKeeper);
        } catch (IOException | IllegalStateException e) {
            throw new StoreStartException("HBase did not start with data in " + folder, e);
        }
    }

    /** One HBase for all tests of this JVM, over the shared ZooKeeper, with fresh data under target/. */
    public static EmbeddedHbase shared() {
        return SHARED.get();
    }

    /** Its ZooKeeper's address: the only one that clients are told. */
    public InetSocketAddress address() {
        return zooKeeper;
    }

    @Override
    public void close() {
        try (ExecutorService _ = hurrying(cluster, PromptRegionServer::lookAround)) {
            cluster.shutdown();
            cluster.join();
        }
    }

    /** Until it is closed, the region server makes no pauses: a start and a stop would otherwise last as long as those. */
    private static ExecutorService hurrying(LocalHBaseCluster cluster, Consumer<PromptRegionServer> hurry) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("hbase-hurry").factory());
        timer.scheduleWithFixedDelay(
                () -> cluster.getRegionServers().stream()
                        .map(JVMClusterUtil.RegionServerThread::getRegionServer)
                        .filter(PromptRegionServer.class::isInstance)
                        .map(PromptRegionServer.class::cast)
                        .forEach(hurry),
                HURRY.toMillis(),
                HURRY.toMillis(),
                TimeUnit.MILLISECONDS);
        return timer;
    }

    private static void awaitMaster(LocalHBaseCluster cluster) {
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        while (cluster.getActiveMaster() == null || !cluster.getActiveMaster().isInitialized()) {
            if (System.nanoTime() - deadline > 0 || cluster.getLiveMasters().isEmpty()) {
                cluster.shutdown();
                throw new IllegalStateException("its master is not initialised; the log says why");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static Configuration settings(Path folder, InetSocketAddress zooKeeper) {
        Configuration settings = HBaseConfiguration.create();
        settings.set("hbase.rootdir", folder.resolve("root").toUri().toString());
        settings.set("hbase.tmp.dir", folder.resolve("tmp").toString());
        settings.set("hbase.zookeeper.quorum", zooKeeper.getHostString());
        settings.setInt("hbase.zookeeper.property.clientPort", zooKeeper.getPort());
        settings.setBoolean(LocalHBaseCluster.ASSIGN_RANDOM_PORTS, true);
        settings.setBoolean("hbase.unsafe.stream.capability.enforce", false); // a local folder has no hflush
        settings.set("hbase.wal.provider", "filesystem");
        settings.setBoolean("hbase.shutdown.hook", false); // close() stops it, before its ZooKeeper goes
        settings.setLong("hbase.master.start.timeout.localHBaseCluster", START_DEADLINE.toMillis());
        settings.setInt("hbase.regionserver.msginterval", Math.toIntExact(REPORTS.toMillis()));
        settings.setInt("hbase.master.wait.on.regionservers.maxtostart", 1); // else it waits for more to come
        for (String role : new String[] {"master", "regionserver"}) {
            settings.set("hbase." + role + ".ipc.address", Loopback.HOST);
            settings.set("hbase." + role + ".hostname", "localhost"); // the machine's own name may not resolve
            settings.setInt("hbase." + role + ".info.port", -1);
        }
        settings.set("hbase.unsafe.regionserver.hostname", "localhost");
        settings.setLong(
                "hbase.regionserver.metrics.period", REPORTS.multipliedBy(6).toMillis());
        settings.setInt("hbase.regionserver.handler.count", 5);
        settings.setInt("hbase.regionserver.metahandler.count", 3);
        settings.setInt("hbase.master.procedure.threads", 4);
        settings.setFloat("hfile.block.cache.size", 0.1f);
        settings.setFloat("hbase.regionserver.global.memstore.size", 0.1f);
        return settings;
    }
}
