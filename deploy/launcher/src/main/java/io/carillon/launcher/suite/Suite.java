package io.carillon.launcher.suite;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The suite of this machine: what is recorded, and the way down. */
public final class Suite {
    /** Who asks ends before who is asked, so that nobody complains about the other. */
    private static final List<Set<Role>> TIERS = List.of(
            EnumSet.of(Role.SBC, Role.CONSOLE),
            EnumSet.of(Role.CSCF, Role.TAS, Role.IM),
            EnumSet.complementOf(EnumSet.of(Role.SBC, Role.CONSOLE, Role.CSCF, Role.TAS, Role.IM)));

    private static final Duration BURIAL = Duration.ofSeconds(10);

    private final Layout layout;
    private final int offset;
    private final ProcessRecords records;
    private final Processes processes;

    public Suite(Layout layout) {
        this(layout, offset());
    }

    public Suite(Layout layout, int offset) {
        this.layout = layout;
        this.offset = offset;
        this.records = new ProcessRecords(layout);
        this.processes = new Processes(records);
    }

    /** IMS_PORT_OFFSET moves every port, so that a second suite can run beside a first. */
    private static int offset() {
        String offset = System.getenv("IMS_PORT_OFFSET");
        return offset == null || offset.isBlank() ? 0 : Integer.parseInt(offset.strip());
    }

    public Layout layout() {
        return layout;
    }

    public StorePorts storePorts() {
        return StorePorts.shiftedBy(offset);
    }

    public ProcessRecords records() {
        return records;
    }

    public SuiteState state() {
        return SuiteState.of(records.all().stream()
                .filter(process -> !process.name().equals(Training.NAME))
                .toList());
    }

    /** The node of that name: {@code cscf}, {@code cscf-2} or {@code cscf#2}. */
    public NodeInstance node(String text) {
        return NodeInstance.parse(text, offset)
                .orElseThrow(() -> new SuiteException("there is no node '%s'; the nodes are %s"
                        .formatted(
                                text,
                                String.join(
                                        ", ",
                                        Stream.of(Role.values()).map(Role::text).toList()))));
    }

    /** That one of these nodes. */
    public NodeInstance node(String text, List<NodeInstance> there) {
        NodeInstance node = node(text);
        if (!there.contains(node)) {
            throw new SuiteException("there is no %s; the nodes are %s"
                    .formatted(node.id(), there.stream().map(NodeInstance::id).collect(Collectors.joining(", "))));
        }
        return node;
    }

    /** The first instance of each role. */
    public List<NodeInstance> defaultNodes() {
        return Stream.of(Role.values())
                .map(role -> new NodeInstance(role, 1, offset))
                .toList();
    }

    /** Nodes that were started and not stopped, alive or not, in starting order. */
    public List<NodeInstance> recordedNodes() {
        return records.all().stream()
                .flatMap(process -> NodeInstance.parse(process.name(), offset).stream())
                .sorted(Comparator.comparing(NodeInstance::role).thenComparing(NodeInstance::number))
                .toList();
    }

    public Optional<RecordedProcess> process(NodeInstance node) {
        return records.read(node.id()).filter(RecordedProcess::alive);
    }

    /** The node drains and ends: calls that ring there are waited for. */
    public void stop(NodeInstance node, Console console) {
        var probe = new NodeProbe();
        var secret = new Secrets(layout).admin();
        records.read(node.id()).ifPresent(process -> {
            List<String> killed = processes.stop(
                    List.of(process),
                    Drain.patience(),
                    left -> probe.unanswered(node, secret)
                            .ifPresent(count -> console.say("  %s waits for %d calls that ring, %d s at the most"
                                    .formatted(
                                            node.id(),
                                            count,
                                            left.minus(Processes.POLITE).toSeconds()))));
            tellKilled(killed, console);
        });
    }

    private static void tellKilled(List<String> killed, Console console) {
        killed.forEach(name -> console.trouble(name, "did not end and was killed; what rang there is cut off"));
    }

    /** Ends the node as a crash would: nothing is said, nothing is written, its record stays. */
    public void kill(NodeInstance node) {
        RecordedProcess process =
                process(node).orElseThrow(() -> new SuiteException(node.id() + " does not run; see ./ims status"));
        process.running().ifPresent(victim -> {
            victim.destroyForcibly();
            // Its ports are free when the system has buried it; its command line is gone before that.
            Poll.until(BURIAL, () -> !victim.isAlive());
        });
    }

    /** The process stands still, its sockets open, until it is thawed. */
    public void freeze(NodeInstance node) {
        signal(node, "STOP");
    }

    public void thaw(NodeInstance node) {
        signal(node, "CONT");
    }

    private void signal(NodeInstance node, String signal) {
        RecordedProcess process =
                process(node).orElseThrow(() -> new SuiteException(node.id() + " does not run; see ./ims status"));
        processes.signal(process, signal);
    }

    /** Returns when the store is there again. */
    public void restartStore(String store) {
        new StoreRestarts(layout).ask(store.equals("mysql") ? "mariadb" : store);
    }

    /** Stops everything: phones' side first, the stores when nobody needs them any more. */
    public void down(Console console) {
        records.read(Training.NAME).ifPresent(training -> processes.stop(List.of(training)));
        for (Set<Role> tier : TIERS) {
            List<RecordedProcess> ending = recordedNodes().stream()
                    .filter(node -> tier.contains(node.role()))
                    .flatMap(node -> records.read(node.id()).stream())
                    .toList();
            List<String> killed = processes.stop(ending);
            tellKilled(killed, console);
            ending.stream()
                    .map(RecordedProcess::name)
                    .filter(name -> !killed.contains(name))
                    .forEach(name -> console.ready(name, "stopped"));
        }
        stopStores(console);
    }

    /** The JVM ends its children itself; children whose JVM was killed are ended here. */
    private void stopStores(Console console) {
        records.read(StoresProcess.NAME).ifPresent(stores -> {
            processes.stop(List.of(stores));
            console.ready("stores", "stopped, data kept in " + layout.run().resolve("data"));
        });
        List<RecordedProcess> orphans = Stream.of("mariadb", "redis")
                .flatMap(name -> records.read(name).stream())
                .toList();
        orphans.stream()
                .filter(RecordedProcess::alive)
                .forEach(orphan -> console.ready(orphan.name(), "an orphan of a killed run, stopped"));
        processes.stop(orphans);
    }
}
