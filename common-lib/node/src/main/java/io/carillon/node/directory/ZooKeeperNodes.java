package io.carillon.node.directory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The directory as ZooKeeper has it, followed by one watch over the whole tree. */
final class ZooKeeperNodes implements NodeDirectory, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ZooKeeperNodes.class);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
    /** Known before any wire of this node opens, and after the last one closed. */
    static final int PHASE = -1000;

    private final NodeTable table;
    private final String root;
    private final CuratorCache cache;
    private final CountDownLatch firstLook = new CountDownLatch(1);
    private volatile boolean running;

    ZooKeeperNodes(CuratorFramework zooKeeper, DirectoryProperties properties) {
        this.table = new NodeTable(
                properties.suspicion(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong());
        this.root = properties.root();
        this.cache = CuratorCache.build(zooKeeper, root);
        cache.listenable()
                .addListener(CuratorCacheListener.builder()
                        .forInitialized(firstLook::countDown)
                        .forAll((_, before, now) -> changed(before, now))
                        .build());
    }

    /** Waits a moment for the first look, so that a node that opens its wires knows the others; goes on without it. */
    @Override
    public void start() {
        cache.start();
        running = true;
        try {
            if (!firstLook.await(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("ZooKeeper does not answer: the node starts without knowing the others, and keeps looking");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void changed(@Nullable ChildData before, @Nullable ChildData now) {
        if (now != null) {
            if (isNode(now.getPath())) {
                NodeRecord.read(now.getData()).ifPresent(table::put);
            }
        } else if (before != null && isNode(before.getPath())) {
            String[] name = name(before.getPath());
            table.vanished(name[0], name[1]);
            List.of(NodeTable.GLITCH, NodeTable.LAST_KNOWN).forEach(time -> after(time, name[0], name[1]));
        }
    }

    private void after(Duration time, String role, String id) {
        CompletableFuture.delayedExecutor(time.toMillis() + 1, TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(() -> {
                    if (running) {
                        table.timeHasPassed(role, id);
                    }
                });
    }

    /** {@code <root>/<role>/<id>}; the levels above carry nothing. */
    private boolean isNode(String path) {
        return path.startsWith(root + "/") && name(path).length == 2;
    }

    private String[] name(String path) {
        return path.substring(root.length() + 1).split("/");
    }

    @Override
    public List<NodeInfo> alive(String role) {
        return table.alive(role);
    }

    @Override
    public Optional<NodeInfo> pick(String role) {
        return table.pick(role);
    }

    @Override
    public Optional<NodeInfo> find(String role, String id) {
        return table.find(role, id);
    }

    @Override
    public void suspect(NodeInfo node) {
        table.suspect(node);
    }

    @Override
    public void watch(String role, Consumer<List<NodeInfo>> watcher) {
        table.watch(role, watcher);
    }

    @Override
    public void onLoss(Consumer<NodeInfo> hearer) {
        table.onLoss(hearer);
    }

    @Override
    public void stop() {
        running = false;
        cache.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
