package io.carillon.console.network;

import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Every node with its health and some of its counts, asked for every few seconds while somebody wants to know. */
public final class Network implements AutoCloseable {
    private static final int MOST_SAMPLES = 120;
    /** Without a question for so long nobody looks at the pages. */
    private static final Duration ATTENTION = Duration.ofMinutes(2);
    /** Of this many looks one is made when nobody looks at the pages, so that there is something to begin with. */
    private static final int UNWATCHED = 60;

    private static final Duration MOMENT = Duration.ofSeconds(2);

    private static final Set<String> BAD = Set.of("DOWN", "OUT_OF_SERVICE");
    private static final List<String> COUNTS = List.of(
            "process_cpu_usage",
            "jvm_memory_used_bytes",
            "process_uptime_seconds",
            "carillon_sip_inflight",
            "carillon_sip_retransmissions_total",
            "carillon_sip_shed_total",
            "carillon_sip_malformed_total",
            "carillon_trace_dropped_total",
            "carillon_rtpproxy_calls",
            "carillon_im_messages_total",
            "carillon_cdr_stored_total",
            "carillon_cdr_spool_bytes");

    /** The registry names a counter without its suffix. */
    private static final String SCRAPE = "/actuator/prometheus?"
            + COUNTS.stream()
                    .map(name -> "includedNames=" + name.replaceFirst("_total$", ""))
                    .collect(Collectors.joining("&"));

    /** @param counts by their names in Prometheus' format */
    public record Sample(Instant time, Map<String, Double> counts) {}

    /**
     * @param health UP, DOWN, or SILENT for a node that does not answer
     * @param failing the parts of its health that are down
     */
    public record NodeState(
            String id,
            String role,
            Map<String, String> addresses,
            int weight,
            double load,
            String health,
            List<String> failing,
            Map<String, Double> counts) {}

    private record Seen(String health, List<String> failing, Deque<Sample> samples) {}

    private final List<String> roles;
    private final NodeDirectory directory;
    private final NodeCalls calls;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("network").factory());
    private volatile Instant wanted = Instant.EPOCH;
    private int skipped = UNWATCHED;

    public Network(List<String> roles, NodeDirectory directory, NodeCalls calls, Clock clock) {
        this.roles = roles;
        this.directory = directory;
        this.calls = calls;
        this.clock = clock;
    }

    public Network start(Duration every) {
        timer.scheduleWithFixedDelay(this::lookIfWanted, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** The nodes of every role as the directory knows them. */
    List<NodeInfo> nodes() {
        return roles.stream()
                .flatMap(role -> directory.alive(role).stream())
                .sorted(Comparator.comparing(NodeInfo::id))
                .toList();
    }

    void lookIfWanted() {
        if (isWatched() || ++skipped >= UNWATCHED) {
            skipped = 0;
            look();
        }
    }

    private boolean isWatched() {
        return clock.instant().isBefore(wanted.plus(ATTENTION));
    }

    /** The first question after a while waits a moment for news, as what is known may be minutes old. */
    private void wanted() {
        boolean old = !isWatched();
        wanted = clock.instant();
        if (old) {
            long end = System.nanoTime() + MOMENT.toNanos();
            try {
                for (var each : look()) {
                    each.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<Thread> look() {
        var nodes = nodes();
        seen.keySet().retainAll(nodes.stream().map(NodeInfo::id).toList());
        return nodes.stream()
                .map(node -> Thread.ofVirtual().start(() -> look(node)))
                .toList();
    }

    private void look(NodeInfo node) {
        var samples = seen.containsKey(node.id()) ? seen.get(node.id()).samples() : new ArrayDeque<Sample>();
        calls.get(node, SCRAPE).ifPresent(answer -> {
            synchronized (samples) {
                samples.add(new Sample(clock.instant(), Samples.of(answer.body(), COUNTS)));
                while (samples.size() > MOST_SAMPLES) {
                    samples.removeFirst();
                }
            }
        });
        var health = calls.get(node, "/actuator/health").map(answer -> health(answer.body(), samples));
        seen.put(node.id(), health.orElseGet(() -> new Seen("SILENT", List.of(), samples)));
    }

    private Seen health(String body, Deque<Sample> samples) {
        try {
            var health = json.readTree(body);
            var failing = health.path("components")
                    .propertyStream()
                    .filter(part -> BAD.contains(part.getValue().path("status").asString("")))
                    .map(Map.Entry::getKey)
                    .toList();
            return new Seen(health.path("status").asString("UNKNOWN"), failing, samples);
        } catch (JacksonException e) {
            return new Seen("UNKNOWN", List.of(), samples);
        }
    }

    List<NodeState> states() {
        wanted();
        return nodes().stream().map(this::state).toList();
    }

    private NodeState state(NodeInfo node) {
        var known = seen.getOrDefault(node.id(), new Seen("UNKNOWN", List.of(), new ArrayDeque<>()));
        var last = taken(node.id());
        return new NodeState(
                node.id(),
                node.role(),
                node.addresses(),
                node.weight(),
                node.load(),
                known.health(),
                known.failing(),
                last.isEmpty() ? Map.of() : last.getLast().counts());
    }

    /** The last half hour, oldest first. */
    List<Sample> samples(String id) {
        wanted();
        return taken(id);
    }

    private List<Sample> taken(String id) {
        var known = seen.get(id);
        if (known == null) {
            return List.of();
        }
        synchronized (known.samples()) {
            return List.copyOf(known.samples());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
