package io.carillon.node.directory;

import io.carillon.node.NodeIdentity;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Stands for this node in the directory: from the moment the application is ready until its calls are over. A node that
 * stops says so first, which its {@link Leaving} has it do: it gets nothing new then, but is still found by who has a call
 * there. One thread keeps the entry true (there, with this session's life, the node's load and what its own probe says), so
 * that nothing else ever waits for ZooKeeper.
 */
public final class NodeRegistration implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {
    private static final Logger log = LoggerFactory.getLogger(NodeRegistration.class);
    /** Each piece of news wakes every node: the noise of a process that does nothing is none. */
    private static final double NEWS = 0.1;

    private static final Duration GOODBYE = Duration.ofSeconds(2);
    /** After what waits for the end of calls, and before any wire. */
    public static final int PHASE = Leaving.PHASE - 2;

    private final CuratorFramework zooKeeper;
    private final ServiceDiscovery<NodeInfo> discovery;
    private final NodeIdentity self;
    private final int weight;
    private final DirectoryProperties properties;
    private final List<AddressContribution> contributions;
    private final LoadSource load;
    private final BooleanSupplier functional;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("node-registration").daemon().factory());
    private final AtomicBoolean announced = new AtomicBoolean();

    private volatile boolean running;
    private volatile boolean draining;
    private volatile boolean unsure = true;
    private @Nullable NodeInfo published;
    private boolean answered = true;

    NodeRegistration(
            CuratorFramework zooKeeper,
            NodeIdentity self,
            int weight,
            DirectoryProperties properties,
            List<AddressContribution> contributions,
            LoadSource load,
            BooleanSupplier functional) {
        this.zooKeeper = zooKeeper;
        this.self = self;
        this.weight = weight;
        this.properties = properties;
        this.contributions = contributions;
        this.load = load;
        this.functional = functional;
        this.discovery = ServiceDiscoveryBuilder.builder(NodeInfo.class)
                .client(zooKeeper)
                .basePath(properties.root())
                .serializer(new NodeRecord())
                .build();
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        announce();
    }

    void announce() {
        if (!announced.compareAndSet(false, true)) {
            return;
        }
        try {
            // Registers anew by itself when a lost session is followed by another.
            discovery.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        zooKeeper.getConnectionStateListenable().addListener((_, state) -> connection(state));
        thread.scheduleWithFixedDelay(this::refresh, 0, properties.refresh().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void connection(ConnectionState state) {
        switch (state) {
            case SUSPENDED -> log.warn("ZooKeeper is away; the last known nodes stand");
            case LOST -> log.warn("The ZooKeeper session is lost; {} will register again", self.id());
            case CONNECTED, RECONNECTED -> lookAgain();
            case READ_ONLY -> log.warn("ZooKeeper is read-only");
        }
    }

    private void refreshSoon() {
        try {
            thread.execute(this::refresh);
        } catch (RejectedExecutionException _) {
            log.debug("stopping");
        }
    }

    private void refresh() {
        if (draining || !zooKeeper.getZookeeperClient().isConnected()) {
            return;
        }
        try {
            publish(current());
        } catch (Exception e) {
            unsure = true;
            log.warn("{} is not registered and tries again: {}", self.id(), e.toString());
        }
    }

    private void publish(NodeInfo now) throws Exception {
        String path = properties.root() + "/" + self.role() + "/" + self.id();
        if (published == null || !stands(path)) {
            discovery.registerService(NodeRecord.instance(now));
            log.info("{} stands in the directory with {}", self.id(), now.addresses());
        } else if (isNews(published, now)) {
            discovery.updateService(NodeRecord.instance(now));
        } else {
            return;
        }
        published = now;
    }

    /** ZooKeeper tells of a change by itself; it is asked when it did, or may have done so in vain. */
    private boolean stands(String path) throws Exception {
        if (!unsure) {
            return true;
        }
        unsure = false; // before the look, so that a change beside it counts
        return zooKeeper
                        .checkExists()
                        .usingWatcher((CuratorWatcher) _ -> lookAgain())
                        .forPath(path)
                != null;
    }

    private void lookAgain() {
        unsure = true;
        refreshSoon();
    }

    private static boolean isNews(NodeInfo before, NodeInfo now) {
        return before.weight() != now.weight()
                || !before.addresses().equals(now.addresses())
                || Math.abs(before.load() - now.load()) >= NEWS;
    }

    private NodeInfo current() {
        Map<String, String> addresses = new HashMap<>();
        contributions.forEach(contribution -> addresses.putAll(contribution.addresses()));
        // The probe waits for a second: one that fails is no glitch.
        boolean answers = functional.getAsBoolean();
        if (!answers && answered) {
            log.warn("{} does not answer its own functional probe and asks for no new work", self.id());
        }
        answered = answers;
        return new NodeInfo(self.role(), self.id(), addresses, answers ? weight : 0, share(load.load()));
    }

    /** Java does not know the processor's use at once, and says so with a negative value or none. */
    private static double share(double load) {
        return Double.isNaN(load) ? 0 : Math.clamp(load, 0.0, 1.0);
    }

    /** The node is leaving and takes no new work; in-flight work goes on. */
    public boolean isDraining() {
        return draining;
    }

    @Override
    public void start() {
        running = true;
    }

    /** The node asks for nothing new; returns when the others have had a moment to hear it. */
    void leave() {
        if (!draining) {
            draining = true;
            onThread(this::sayThatItLeaves);
        }
    }

    private @Nullable Void sayThatItLeaves() throws Exception {
        NodeInfo last = published;
        if (last != null && zooKeeper.getZookeeperClient().isConnected()) {
            NodeInfo leaving = last.onLeave();
            discovery.updateService(NodeRecord.instance(leaving));
            published = leaving;
            // Who saw the entry go, but never its weight of 0, would take it for a lost one.
            pause();
        }
        return null;
    }

    /** Others must have turned away before any wire of this node closes. */
    @Override
    public void stop() {
        if (thread.isShutdown()) {
            return;
        }
        leave();
        onThread(this::takeOut);
        thread.shutdownNow();
        running = false;
    }

    private @Nullable Void takeOut() throws Exception {
        NodeInfo last = published;
        if (last != null && zooKeeper.getZookeeperClient().isConnected()) {
            discovery.unregisterService(NodeRecord.instance(last));
            discovery.close();
            log.info("{} left the directory", self.id());
            pause();
        }
        return null;
    }

    private void pause() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(properties.drainPause().toNanos());
    }

    private void onThread(Callable<@Nullable Void> goodbye) {
        try {
            thread.submit(goodbye).get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("{} could not take itself out of the directory; its session's end will", self.id());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
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
