package io.carillon.node.directory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the nodes, and the choice among them.
 *
 * <p>A node that vanishes without having said that it leaves stays for a {@link #GLITCH}: its registration may only be
 * moving to a new ZooKeeper session. And a role never becomes empty at once: when all of its nodes vanish, which is rather
 * ZooKeeper's trouble or a machine's that stood still than theirs, the last known ones are offered for a
 * {@link #LAST_KNOWN} time, also those that did not answer themselves any more.
 */
final class NodeTable {
    static final Duration GLITCH = Duration.ofMillis(400);
    static final Duration LAST_KNOWN = Duration.ofSeconds(30);
    private static final double LEAST_SHARE = 0.05;

    /** By role, and then in the order of their ids. */
    private final Map<String, Map<String, Known>> roles = new ConcurrentHashMap<>();

    private final Map<String, List<Consumer<List<NodeInfo>>>> watchers = new ConcurrentHashMap<>();
    private final List<Consumer<NodeInfo>> lossHearers = new CopyOnWriteArrayList<>();
    private final Map<String, List<NodeInfo>> told = new ConcurrentHashMap<>();
    private final Duration suspicion;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;

    NodeTable(Duration suspicion, LongSupplier nanoTime, RandomGenerator random) {
        this.suspicion = suspicion;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** @param goneAt when it vanished; null while it is registered */
    private record Known(
            NodeInfo node, @Nullable Long goneAt, @Nullable Long suspectUntil) {}

    void put(NodeInfo node) {
        boolean stood = Optional.ofNullable(of(node.role()).get(node.id()))
                .filter(goneLessThan(GLITCH, nanoTime.getAsLong()))
                .filter(known -> sameToWatchers(known.node(), node))
                .isPresent();
        of(node.role()).compute(node.id(), (_, known) -> new Known(node, null, sameSuspicion(known, node)));
        if (!stood) {
            tellWatchers(node.role());
        }
    }

    /** A node that comes back at another address is another process: the suspicion does not stick to it. */
    private static @Nullable Long sameSuspicion(@Nullable Known known, NodeInfo node) {
        return known != null && known.node().addresses().equals(node.addresses()) ? known.suspectUntil() : null;
    }

    /** Who did not say that it leaves is out when some time has passed, and then {@link #timeHasPassed} is called. */
    void vanished(String role, String id) {
        long now = nanoTime.getAsLong();
        Optional<NodeInfo> leaver =
                Optional.ofNullable(of(role).get(id)).map(Known::node).filter(NodeInfo::leaving);
        boolean stays =
                of(role).computeIfPresent(id, (_, known) -> known.node().leaving() ? null : gone(known, now)) != null;
        of(role).values().removeIf(known -> !goneLessThan(LAST_KNOWN, now).test(known));
        if (!stays) {
            tellWatchers(role);
        }
        leaver.ifPresent(node -> lossHearers.forEach(hearer -> hearer.accept(node)));
    }

    /** A {@link #GLITCH} or a {@link #LAST_KNOWN} time after that node vanished: if it is not back, it may be out now. */
    synchronized void timeHasPassed(String role, String id) {
        if (has(told.getOrDefault(role, List.of()), id) && !has(toWatchers(role), id)) {
            tellWatchers(role);
        }
        Optional.ofNullable(of(role).get(id))
                .filter(goneLessThan(GLITCH, nanoTime.getAsLong()).negate())
                .filter(known -> !has(toWatchers(role), id))
                .ifPresent(known -> lossHearers.forEach(hearer -> hearer.accept(known.node())));
    }

    void onLoss(Consumer<NodeInfo> hearer) {
        lossHearers.add(hearer);
    }

    private static boolean has(List<NodeInfo> nodes, String id) {
        return nodes.stream().anyMatch(node -> node.id().equals(id));
    }

    private static Known gone(Known known, long now) {
        return new Known(known.node(), now, known.suspectUntil());
    }

    void suspect(NodeInfo node) {
        long until = nanoTime.getAsLong() + suspicion.toNanos();
        of(node.role()).computeIfPresent(node.id(), (_, known) -> new Known(known.node(), known.goneAt(), until));
    }

    List<NodeInfo> alive(String role) {
        long now = nanoTime.getAsLong();
        return offered(role, now, known -> !isSuspect(known, now));
    }

    private List<NodeInfo> offered(String role, long now, Predicate<Known> which) {
        Collection<Known> all = of(role).values();
        List<NodeInfo> wanted = nodes(
                all,
                goneLessThan(GLITCH, now).and(which).and(known -> known.node().weight() > 0));
        if (!wanted.isEmpty()) {
            return wanted;
        }
        List<NodeInfo> registered = nodes(all, goneLessThan(GLITCH, now));
        return registered.isEmpty() ? nodes(all, goneLessThan(LAST_KNOWN, now)) : registered;
    }

    Optional<NodeInfo> pick(String role) {
        List<NodeInfo> alive = alive(role);
        if (alive.size() < 2) {
            return alive.stream().findFirst();
        }
        double sum = alive.stream().mapToDouble(NodeTable::share).sum();
        double point = random.nextDouble() * sum;
        for (NodeInfo node : alive) {
            point -= share(node);
            if (point < 0) {
                return Optional.of(node);
            }
        }
        return Optional.of(alive.getLast());
    }

    private static double share(NodeInfo node) {
        return Math.max(1, node.weight()) * Math.max(LEAST_SHARE, 1 - node.load());
    }

    /** One that leaves is no suspect: it sends away what is new, and has said so. */
    Optional<NodeInfo> find(String role, String id) {
        long now = nanoTime.getAsLong();
        return Optional.ofNullable(of(role).get(id))
                .filter(goneLessThan(GLITCH, now))
                .filter(known -> known.node().leaving() || !isSuspect(known, now))
                .map(Known::node);
    }

    synchronized void watch(String role, Consumer<List<NodeInfo>> watcher) {
        watchers.computeIfAbsent(role, _ -> new CopyOnWriteArrayList<>()).add(watcher);
        watcher.accept(toWatchers(role));
    }

    /** One at a time, so that what is told last is what is known last. */
    private synchronized void tellWatchers(String role) {
        List<NodeInfo> nodes = toWatchers(role);
        told.put(role, nodes);
        watchers.getOrDefault(role, List.of()).forEach(watcher -> watcher.accept(nodes));
    }

    /** Whatever is suspected: nobody would tell them that a suspicion is over. */
    private List<NodeInfo> toWatchers(String role) {
        return offered(role, nanoTime.getAsLong(), _ -> true);
    }

    private Map<String, Known> of(String role) {
        return roles.computeIfAbsent(role, _ -> new ConcurrentSkipListMap<>());
    }

    /** Asked for every request: no stream, and nothing to sort. */
    private static List<NodeInfo> nodes(Collection<Known> all, Predicate<Known> which) {
        List<NodeInfo> found = new ArrayList<>();
        for (Known known : all) {
            if (which.test(known)) {
                found.add(known.node());
            }
        }
        return List.copyOf(found);
    }

    private static Predicate<Known> goneLessThan(Duration time, long now) {
        return known -> {
            Long goneAt = known.goneAt();
            return goneAt == null || now - goneAt < time.toNanos();
        };
    }

    private static boolean isSuspect(Known known, long now) {
        Long until = known.suspectUntil();
        return until != null && until - now > 0;
    }

    private static boolean sameToWatchers(NodeInfo one, NodeInfo other) {
        return one.weight() == other.weight()
                && one.leaving() == other.leaving()
                && one.addresses().equals(other.addresses());
    }
}
