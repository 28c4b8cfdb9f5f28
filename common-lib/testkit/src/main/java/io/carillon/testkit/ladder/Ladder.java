package io.carillon.testkit.ladder;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * A ladder that a test draws while it plays: what the test says becomes the expected side, what the peers' sockets see
 * becomes the actual one. Everything is around one node; peers stand on real sockets and do what the test tells them.
 */
public final class Ladder implements AutoCloseable {
    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("meanwhile").start(task);

    private final String node;
    private final Duration deadline;
    private final Map<InetSocketAddress, String> names = new ConcurrentHashMap<>();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final List<AutoCloseable> peers = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<String> actual = new ArrayList<>();
    private final Diagram diagram = new Diagram();

    private Ladder(String node, Duration deadline) {
        this.node = node;
        this.deadline = deadline;
    }

    /** @param node name of the node under test, at the other end of every arrow unless it is a peer */
    public static Ladder around(String node) {
        return new Ladder(node, Duration.ofSeconds(15));
    }

    /** The same with another patience: how long each arrow may take. */
    public static Ladder around(String node, Duration deadline) {
        return new Ladder(node, deadline);
    }

    /** A SIP element on UDP and TCP at a free port of loopback. */
    public FakeSipPeer sipPeer(String name) {
        return keep(new FakeSipPeer(this, name));
    }

    /** An HSS: a Diameter server for Cx. @param host its Origin-Host */
    public FakeDiameterPeer hss(String name, String host, String realm) {
        return keep(FakeDiameterPeer.cx(this, name, host, realm));
    }

    /** A PCRF: a Diameter server for Rx. */
    public FakeDiameterPeer pcrf(String name, String host, String realm) {
        return keep(FakeDiameterPeer.rx(this, name, host, realm));
    }

    /** An online charging system: a Diameter server for Ro. */
    public FakeDiameterPeer ocs(String name, String host, String realm) {
        return keep(FakeDiameterPeer.ro(this, name, host, realm));
    }

    /** A media relay: an NG server. */
    public FakeRelay relay(String name) {
        return keep(new FakeRelay(this, name));
    }

    /** Watches a {@link io.carillon.testkit.Ue}: give it to the UE as observer, then say what it sends and receives. */
    public WatchedUe watch(String name) {
        return new WatchedUe(this, lane(name));
    }

    /** A peer that has a server of its own, to which the test gives this. */
    public WatchedPeer peer(String name) {
        return new WatchedPeer(this, lane(name));
    }

    private <P extends AutoCloseable> P keep(P peer) {
        peers.add(peer);
        return peer;
    }

    Lane lane(String name) {
        return lanes.computeIfAbsent(name, each -> new Lane(this, each));
    }

    void at(InetSocketAddress address, String name) {
        names.put(address, name);
    }

    String nameOf(InetSocketAddress address) {
        return names.getOrDefault(address, node);
    }

    String node() {
        return node;
    }

    Duration deadline() {
        return deadline;
    }

    /** Runs something that waits for answers which the test gives in the meantime. */
    public <T> CompletableFuture<T> meanwhile(java.util.function.Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, VIRTUAL);
    }

    /** Begins anew: what was seen until now is off stage. */
    public synchronized void begin() {
        steps.clear();
        actual.clear();
        diagram.clear();
        lanes.values().forEach(Lane::clear);
    }

    synchronized void happened(Arrow arrow) {
        actual.add(arrow.toString());
    }

    synchronized void drawn(Arrow arrow) {
        steps.add(arrow.toString());
        diagram.add(arrow);
    }

    /** A short note over one of the participants. */
    public synchronized Ladder note(String over, String text) {
        diagram.note(over, text);
        return this;
    }

    synchronized LadderMismatch mismatch(String what) {
        var expected = new ArrayList<>(steps);
        expected.add(">>> " + what);
        return new LadderMismatch(what + "\n\n" + SideBySide.of(expected, actual));
    }

    /** Nothing came that the test has not named. */
    public void ends() {
        var left = lanes.values().stream()
                .map(Lane::left)
                .flatMap(Optional::stream)
                .findFirst();
        if (left.isPresent()) {
            throw mismatch("nothing more, but there is " + left.get());
        }
    }

    /**
     * Ends the ladder and compares it with docs/flows/{@code file}.md, or writes that file if the system property
     * carillon.flows.write is true.
     *
     * @param text what a reader should know, with the clause
     */
    public void draws(String file, String title, String text) {
        draws(FlowFile.of(file), title, text);
    }

    void draws(FlowFile file, String title, String text) {
        ends();
        synchronized (this) {
            file.check(title, text, diagram.mermaid());
        }
    }

    @Override
    public void close() throws Exception {
        for (var peer : peers) {
            peer.close();
        }
    }
}
