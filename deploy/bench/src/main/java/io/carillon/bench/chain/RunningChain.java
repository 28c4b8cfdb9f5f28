package io.carillon.bench.chain;

import io.carillon.bench.AdminRest;
import io.carillon.bench.Part;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Workplace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Our nodes at work.
 *
 * @param training the nodes write down at their end what they have learnt
 * @param database where the HSS keeps its subscribers
 * @param address of the border, where phones come to
 * @param share what part of the calls the nodes trace in this one's turn, or nothing if they cannot
 */
record RunningChain(
        String name,
        Workplace place,
        AdminRest rest,
        List<Node> nodes,
        boolean training,
        List<Part> stores,
        RedisMemory redis,
        String database,
        InetSocketAddress address,
        OptionalDouble share)
        implements RunningPeer {
    private static final String METRIC = "/actuator/prometheus?includedNames=jvm_compilation_time_ms";
    private static final Pattern COMPILED = Pattern.compile("(?m)^jvm_compilation_time_ms_total.* ([0-9.E]+)$");

    /** The same nodes, while they trace everything. */
    RunningChain traced(String name) {
        return new RunningChain(
                name, place, rest, nodes, training, stores, redis, database, address, OptionalDouble.of(1));
    }

    @Override
    public void takesTurn() throws IOException {
        if (share.isPresent()) {
            for (var node : nodes) {
                rest.put(node.admin(), "/api/v1/tracing", "{\"share\":" + share.getAsDouble() + "}");
            }
        }
    }

    @Override
    public List<ProcessHandle> processes() {
        return nodes.stream().map(node -> node.process().toHandle()).toList();
    }

    @Override
    public List<Part> parts() {
        return Stream.concat(nodes.stream().map(Node::part), stores.stream()).toList();
    }

    @Override
    public boolean warmsUp() {
        return true;
    }

    /** By the nodes' own metrics: a tool of the JDK would start a JVM for each question. */
    @Override
    public OptionalLong compiledMillis() throws IOException {
        double sum = 0;
        for (var node : nodes) {
            var found = COMPILED.matcher(rest.get(node.admin(), METRIC));
            sum += found.find() ? Double.parseDouble(found.group(1)) : 0;
        }
        return OptionalLong.of((long) sum);
    }

    @Override
    public void warmed() throws IOException {
        if (training) {
            return;
        }
        for (var node : nodes) {
            place.amongServers(node.process().toHandle());
        }
    }

    @Override
    public void measured() {
        if (training) {
            nodes.forEach(node -> node.process().destroy());
            nodes.forEach(Node::awaitEnd);
        }
    }

    /** What each node's heap holds after a collection, and what Redis holds for all of them. */
    @Override
    public Map<String, Long> held() throws IOException {
        var held = new LinkedHashMap<String, Long>();
        for (var node : nodes) {
            held.put(node.role(), node.jvm().live());
        }
        held.put("redis", redis.bytes());
        return held;
    }
}
