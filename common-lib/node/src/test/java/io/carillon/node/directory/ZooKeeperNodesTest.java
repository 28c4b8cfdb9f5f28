package io.carillon.node.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.stores.EmbeddedZooKeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZooKeeperNodesTest extends NodeDirectoryContract {
    private final String root = "/test-" + UUID.randomUUID();
    private final DirectoryProperties properties = Registrations.properties(root);
    private final CuratorFramework zooKeeper =
            Registrations.connect(EmbeddedZooKeeper.shared().connectString());
    private final ZooKeeperNodes nodes = new ZooKeeperNodes(zooKeeper, properties);
    private final Map<String, NodeRegistration> registrations = new HashMap<>();
    private final List<CuratorFramework> connections = new ArrayList<>(List.of(zooKeeper));

    @BeforeEach
    void start() {
        nodes.start();
    }

    @AfterEach
    void stop() {
        registrations.values().forEach(NodeRegistration::stop);
        nodes.stop();
        connections.forEach(CuratorFramework::close);
    }

    @Override
    NodeDirectory directory() {
        return nodes;
    }

    @Override
    void joins(NodeInfo node) {
        CuratorFramework own = Registrations.connect(EmbeddedZooKeeper.shared().connectString());
        connections.add(own);
        NodeRegistration registration = Registrations.of(own, properties, node);
        registrations.put(node.id(), registration);
        registration.announce();
    }

    @Override
    void leaves(NodeInfo node) {
        registrations.get(node.id()).stop();
    }

    @Test
    void a_directory_that_comes_later_knows_who_is_there() {
        joins(CSCF_1);
        await().until(() -> !nodes.alive("cscf").isEmpty());

        ZooKeeperNodes late = new ZooKeeperNodes(zooKeeper, properties);
        late.start();

        assertThat(late.alive("cscf")).as("known when start returns").containsExactly(CSCF_1);
        late.stop();
    }

    @Test
    void what_no_node_of_ours_wrote_is_passed_over() throws Exception {
        zooKeeper.create().creatingParentsIfNeeded().forPath(root + "/cscf/odd", "not json".getBytes());
        zooKeeper.create().creatingParentsIfNeeded().forPath(root + "/cscf/empty", new byte[0]);
        joins(CSCF_1);

        await().untilAsserted(() -> assertThat(nodes.alive("cscf")).containsExactly(CSCF_1));
    }

    @Test
    void a_node_that_dies_without_a_word_is_out_when_its_session_ends() {
        joins(CSCF_1);
        joins(CSCF_2);
        await().until(() -> nodes.alive("cscf").size() == 2);
        List<List<NodeInfo>> heard = new CopyOnWriteArrayList<>();
        nodes.watch("cscf", heard::add);
        List<NodeInfo> lost = new CopyOnWriteArrayList<>();
        nodes.onLoss(lost::add);

        Registrations.expireSession(connections.get(1));
        connections.get(1).close();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(nodes.alive("cscf")).containsExactly(CSCF_2));
        await("who watches hears of it")
                .untilAsserted(() -> assertThat(heard.getLast()).containsExactly(CSCF_2));
        await("and who waits for it").untilAsserted(() -> assertThat(lost).containsExactly(CSCF_1));
    }
}
