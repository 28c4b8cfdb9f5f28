package io.carillon.bench.chain;

import io.carillon.bench.Part;
import io.carillon.bench.RunningPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Our nodes at work.
 *
 * @param database where the HSS keeps its subscribers
 * @param address of the border, where phones come to
 */
record RunningChain(List<Node> nodes, List<Part> stores, RedisMemory redis, String database, InetSocketAddress address)
        implements RunningPeer {
    @Override
    public String name() {
        return "carillon";
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

    @Override
    public OptionalLong compiledMillis() throws IOException {
        long sum = 0;
        for (var node : nodes) {
            sum += node.jvm().compiledMillis().orElse(0);
        }
        return OptionalLong.of(sum);
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
