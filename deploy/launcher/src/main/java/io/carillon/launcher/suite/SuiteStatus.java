package io.carillon.launcher.suite;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the suite is, in the shape of {@code ./ims status --json}.
 *
 * @param running whether every recorded process runs and every node answers
 */
public record SuiteStatus(boolean running, List<Store> stores, List<Node> nodes) {
    private static final int CONNECT_MILLIS = 1_000;

    public record Store(String name, String address, String health) {}

    public record Node(String id, String role, @Nullable Long pid, String health, Map<String, String> addresses) {}

    public static SuiteStatus of(Suite suite) {
        List<NodeInstance> recorded = suite.recordedNodes();
        List<Node> nodes = recorded.parallelStream()
                .map(node -> node(suite, node, new NodeProbe()))
                .toList();
        List<Store> stores = stores(suite);
        boolean up = !nodes.isEmpty() && away(stores, nodes).isEmpty();
        return new SuiteStatus(up, stores, nodes);
    }

    /** Stores and nodes that are not up, by name. */
    public List<String> away() {
        return away(stores, nodes);
    }

    private static List<String> away(List<Store> stores, List<Node> nodes) {
        return Stream.concat(
                        stores.stream()
                                .filter(store -> !store.health().equals("UP"))
                                .map(Store::name),
                        nodes.stream()
                                .filter(node -> !node.health().equals("UP"))
                                .map(Node::id))
                .toList();
    }

    private static Node node(Suite suite, NodeInstance node, NodeProbe probe) {
        Map<String, String> addresses = node.ports().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, port -> "127.0.0.1:" + port.getValue(), (a, b) -> a, LinkedHashMap::new));
        return suite.process(node)
                .map(process -> new Node(node.id(), node.role().text(), process.pid(), probe.health(node), addresses))
                .orElseGet(() -> new Node(node.id(), node.role().text(), null, "DEAD", addresses));
    }

    private static List<Store> stores(Suite suite) {
        boolean jvm = suite.records()
                .read(StoresProcess.NAME)
                .filter(RecordedProcess::alive)
                .isPresent();
        Map<String, Integer> ports = new LinkedHashMap<>(suite.storePorts().byName());
        ports.remove("kafka-controller");
        List<Store> stores = new ArrayList<>();
        ports.forEach((name, port) ->
                stores.add(new Store(name, "127.0.0.1:" + port, jvm && connects(port) ? "UP" : "DOWN")));
        boolean hbase = jvm && new StoresProgress(suite.layout()).ready().containsKey("hbase");
        stores.add(new Store("hbase", "through zookeeper", hbase ? "UP" : "DOWN"));
        return stores;
    }

    private static boolean connects(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
