package io.carillon.launcher.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Starts nodes so that a small machine gets through it quickest, and waits until each answers on its wire. */
final class NodeStarts {
    private static final Duration DEADLINE = Duration.ofMinutes(4);

    /** Without AOT caches a start is nearly all computing: more at a time only take memory. */
    private static final int COLD_AT_A_TIME = 3;

    /** Between two looks at nodes that are starting: each look takes time from them. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final int LOG_LINES = 25;

    private final Suite suite;
    private final Console console;
    private final Applications applications;
    private final AotCaches caches;
    private final NodeProbe probe;
    private final Set<NodeInstance> answering = new HashSet<>();
    private final Set<NodeInstance> starting = new LinkedHashSet<>();

    NodeStarts(Suite suite, Console console, Applications applications, AotCaches caches, NodeProbe probe) {
        this.suite = suite;
        this.console = console;
        this.applications = applications;
        this.caches = caches;
        this.probe = probe;
    }

    void unpack(List<NodeInstance> nodes) {
        List<Role> roles = nodes.stream()
                .map(NodeInstance::role)
                .distinct()
                .filter(role -> !applications.unpacked(role))
                .toList();
        if (roles.isEmpty()) {
            return;
        }
        console.say("Unpacking " + roles.stream().map(Role::text).collect(Collectors.joining(", "))
                + " (once for each build)");
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<Path>> jars = roles.stream()
                    .map(role -> threads.submit(() -> applications.jar(role)))
                    .toList();
            for (Future<Path> jar : jars) {
                jar.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SuiteException known ? known : new SuiteException("cannot unpack", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("interrupted while unpacking", e);
        }
    }

    void start(List<NodeInstance> nodes) {
        if (nodes.isEmpty()) {
            return;
        }
        console.say("Starting " + nodes.stream().map(NodeInstance::id).collect(Collectors.joining(", ")));
        var process = new NodeProcess(suite.layout(), suite.storePorts(), applications, caches);
        List<NodeInstance> trained =
                nodes.stream().filter(node -> process.cache(node).isPresent()).toList();
        trained.forEach(node -> begin(process, node));
        for (NodeInstance node : nodes) {
            if (!trained.contains(node)) {
                settle(COLD_AT_A_TIME);
                begin(process, node);
            }
        }
    }

    private void begin(NodeProcess process, NodeInstance node) {
        process.start(node, suite.records());
        starting.add(node);
    }

    /** Returns when all of them answer. */
    void await(List<NodeInstance> nodes) {
        starting.addAll(nodes);
        settle(1);
    }

    /** Returns when fewer than that many of the started nodes do not answer yet. */
    private void settle(int fewerThan) {
        boolean settled = Poll.within(DEADLINE, PAUSE, () -> {
            for (NodeInstance node : pending()) {
                if (probe.up(node)) {
                    answering.add(node);
                    console.ready(node.id(), addresses(node));
                } else {
                    refuseDead(node);
                }
            }
            return pending().size() < fewerThan;
        });
        if (!settled) {
            String silent = pending().stream().map(NodeInstance::id).collect(Collectors.joining(", "));
            throw new SuiteException("%s runs but does not answer on its own wire after %d s; see ./ims logs %s"
                    .formatted(
                            silent, DEADLINE.toSeconds(), pending().getFirst().id()));
        }
    }

    private List<NodeInstance> pending() {
        List<NodeInstance> pending = new ArrayList<>(starting);
        pending.removeAll(answering);
        return pending;
    }

    private void refuseDead(NodeInstance node) {
        if (suite.process(node).isEmpty()) {
            Path log = suite.layout().log(node.id());
            throw new SuiteException(node.id() + " ended while starting. The end of " + log + ":\n" + tail(log));
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LOG_LINES))
                    .map(line -> "  | " + line)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "  (it cannot be read: " + e.getMessage() + ")";
        }
    }

    static String addresses(NodeInstance node) {
        return node.ports().entrySet().stream()
                .map((Map.Entry<String, Integer> port) -> port.getKey() + " " + port.getValue())
                .collect(Collectors.joining(" · "));
    }
}
