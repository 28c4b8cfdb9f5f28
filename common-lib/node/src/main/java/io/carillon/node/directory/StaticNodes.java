package io.carillon.node.directory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A directory in memory, for tests and for a node that stands alone. */
public final class StaticNodes implements NodeDirectory {
    private final AtomicLong later = new AtomicLong();
    private final NodeTable table = new NodeTable(
            Duration.ofSeconds(5),
            () -> System.nanoTime() + later.get(),
            () -> ThreadLocalRandom.current().nextLong());

    public static StaticNodes of(NodeInfo... nodes) {
        StaticNodes directory = new StaticNodes();
        List.of(nodes).forEach(directory::put);
        return directory;
    }

    /** Adds the node, or replaces the one with its id. */
    public void put(NodeInfo node) {
        table.put(node);
    }

    /** Takes the node out, as if it had drained. */
    public void remove(NodeInfo node) {
        table.put(node.onLeave());
        table.vanished(node.role(), node.id());
    }

    /** As if the node had died without a word, and so long ago that it is out. */
    public void lose(NodeInfo node) {
        table.vanished(node.role(), node.id());
        later.addAndGet(NodeTable.GLITCH.toNanos());
        table.timeHasPassed(node.role(), node.id());
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
}
