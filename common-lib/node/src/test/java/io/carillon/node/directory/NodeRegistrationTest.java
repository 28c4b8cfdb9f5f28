package io.carillon.node.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.NodeIdentity;
import io.carillon.stores.EmbeddedZooKeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;

class NodeRegistrationTest {
    private final DirectoryProperties properties = Registrations.properties("/test-" + UUID.randomUUID());
    private final AtomicReference<Double> load = new AtomicReference<>(0.1);
    private final AtomicBoolean functional = new AtomicBoolean(true);

    private EmbeddedZooKeeper server = EmbeddedZooKeeper.shared();
    private CuratorFramework own = Registrations.connect(server.connectString());
    private CuratorFramework others = Registrations.connect(server.connectString());
    private NodeRegistration registration = registration();
    private ZooKeeperNodes nodes = new ZooKeeperNodes(others, properties);

    @AfterEach
    void stop() {
        registration.stop();
        nodes.stop();
        own.close();
        others.close();
    }

    @Test
    void a_node_is_not_there_before_it_is_ready() {
        nodes.start();
        registration.start();
        assertThat(nodes.alive("tas")).isEmpty();

        registration.announce();
        await().untilAsserted(() -> assertThat(nodes.find("tas", "tas-1"))
                .hasValueSatisfying(node -> assertThat(node.addresses())
                        .containsEntry("sip", "127.0.0.1:5080")
                        .containsEntry("http", "127.0.0.1:8083")));
    }

    @Test
    void its_load_is_told_again_and_again() {
        nodes.start();
        registration.announce();
        await().until(() -> loadOf("tas-1") == 0.1);

        load.set(0.8);

        await().until(() -> loadOf("tas-1") == 0.8);
    }

    @Test
    void a_node_whose_own_wire_is_dead_asks_for_no_new_work() {
        nodes.start();
        registration.announce();
        await().until(() -> weightOf("tas-1") == 100);

        functional.set(false);
        await().until(() -> weightOf("tas-1") == 0);

        functional.set(true);
        await().until(() -> weightOf("tas-1") == 100);
    }

    @Test
    void a_node_whose_wire_dies_right_after_it_was_asked_asks_for_no_new_work_three_seconds_later() {
        var usual = new Binder(List.of()).bindOrCreate("carillon.directory", DirectoryProperties.class);
        var waits = Duration.ofSeconds(1); // carillon.health.deadline
        assertThat(usual.refresh().plus(waits)).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_sick_node_that_loses_its_session_as_well_is_still_known() {
        nodes.start();
        registration.announce();
        await().until(() -> weightOf("tas-1") == 100);
        functional.set(false);
        await().until(() -> weightOf("tas-1") == 0);

        own.close();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> nodes.find("tas", "tas-1").isEmpty());
        assertThat(nodes.pick("tas").map(NodeInfo::id)).contains("tas-1");
    }

    @Test
    void it_registers_again_after_its_session_expired() {
        nodes.start();
        registration.announce();
        await().until(() -> nodes.find("tas", "tas-1").isPresent());

        Registrations.expireSession(own);

        // Past the time in which a vanished node is still believed in: this entry is a new one.
        await().during(NodeTable.GLITCH.plusMillis(500))
                .atMost(Duration.ofSeconds(20))
                .until(() -> nodes.find("tas", "tas-1").isPresent());
        assertThat(ownerOf("tas-1")).isEqualTo(sessionOf(own));
    }

    @Test
    void it_stands_there_again_when_somebody_removed_its_entry() throws Exception {
        nodes.start();
        registration.announce();
        await().until(() -> nodes.find("tas", "tas-1").isPresent());
        long made = createdAt("tas-1");

        others.delete().forPath(properties.root() + "/tas/tas-1");

        await().until(() -> createdAt("tas-1") > made);
    }

    @Test
    void it_takes_over_the_entry_that_a_killed_process_left_behind() throws Exception {
        nodes.start();
        CuratorFramework killed = Registrations.connect(server.connectString());
        ServiceDiscoveryBuilder.builder(NodeInfo.class)
                .client(killed)
                .basePath(properties.root())
                .serializer(new NodeRecord())
                .thisInstance(NodeRecord.instance(NodeDirectoryContract.CSCF_1))
                .build()
                .start();
        await().until(() -> nodes.find("cscf", "cscf-1").isPresent());

        NodeInfo again = new NodeInfo("cscf", "cscf-1", Map.of("sip", "127.0.0.1:6000"), 100, 0);
        NodeRegistration after = Registrations.of(own, properties, again);
        after.announce();

        await().untilAsserted(() -> assertThat(nodes.find("cscf", "cscf-1")).contains(again));
        after.stop();
        killed.close();
    }

    @Test
    void it_leaves_before_anything_else_stops() {
        nodes.start();
        registration.start();
        registration.announce();
        await().until(() -> nodes.find("tas", "tas-1").isPresent());

        registration.stop();

        assertThat(registration.isDraining()).isTrue();
        await().until(() -> nodes.alive("tas").isEmpty());
    }

    @Test
    void a_node_that_leaves_is_found_by_who_has_a_call_there_until_it_has_left() {
        nodes.start();
        registration.start();
        registration.announce();
        await().until(() -> nodes.find("tas", "tas-1").isPresent());
        var leaving = new Leaving(registration);
        leaving.start();

        leaving.stop();

        assertThat(registration.isDraining()).isTrue();
        await().untilAsserted(() -> assertThat(nodes.find("tas", "tas-1"))
                .hasValueSatisfying(node -> assertThat(node.leaving()).isTrue()));
        assertThat(leaving.getPhase()).as("stops first").isGreaterThan(registration.getPhase());

        registration.stop();

        await().until(() -> nodes.find("tas", "tas-1").isEmpty());
    }

    @Test
    void while_zookeeper_is_away_the_last_known_nodes_stand_and_afterwards_they_are_there(@TempDir Path data)
            throws Exception {
        EmbeddedZooKeeper first = EmbeddedZooKeeper.start(data.resolve("zk"), 0);
        int port = first.address().getPort();
        reconnect(first);
        nodes.start();
        registration.announce();
        await().until(() -> nodes.find("tas", "tas-1").isPresent());

        AtomicBoolean sessionLost = new AtomicBoolean();
        others.getConnectionStateListenable()
                .addListener((_, state) -> sessionLost.compareAndSet(false, state == ConnectionState.LOST));
        first.close();
        await().atMost(Duration.ofSeconds(20)).untilTrue(sessionLost);
        assertThat(nodes.find("tas", "tas-1")).isPresent();
        assertThat(nodes.pick("tas")).isPresent();

        try (EmbeddedZooKeeper second = EmbeddedZooKeeper.start(data.resolve("zk"), port)) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(own.getZookeeperClient().isConnected()).isTrue();
                assertThat(ownerOf("tas-1")).isEqualTo(sessionOf(own));
            });
            await().during(NodeTable.GLITCH.plusMillis(500))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> nodes.find("tas", "tas-1").isPresent());
            stop();
        }
    }

    @Test
    void a_node_starts_without_zookeeper_and_registers_when_it_comes(@TempDir Path data) throws Exception {
        EmbeddedZooKeeper once = EmbeddedZooKeeper.start(data.resolve("zk"), 0);
        int port = once.address().getPort();
        once.close();
        reconnectTo("127.0.0.1:" + port);
        nodes.start();
        registration.start();
        registration.announce();
        assertThat(nodes.alive("tas")).isEmpty();

        try (EmbeddedZooKeeper late = EmbeddedZooKeeper.start(data.resolve("zk"), port)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> nodes.find("tas", "tas-1").isPresent());
            stop();
        }
    }

    private void reconnect(EmbeddedZooKeeper other) {
        reconnectTo(other.connectString());
    }

    private void reconnectTo(String address) {
        own.close();
        others.close();
        own = Registrations.connect(address);
        others = Registrations.connect(address);
        registration = registration();
        nodes = new ZooKeeperNodes(others, properties);
    }

    private NodeRegistration registration() {
        return new NodeRegistration(
                own,
                new NodeIdentity("tas-1", "tas", "127.0.0.1", "home.example"),
                100,
                properties,
                List.of(() -> Map.of("sip", "127.0.0.1:5080"), () -> Map.of("http", "127.0.0.1:8083")),
                load::get,
                functional::get);
    }

    private double loadOf(String id) {
        return nodes.find("tas", id).map(NodeInfo::load).orElse(-1.0);
    }

    private int weightOf(String id) {
        return nodes.find("tas", id).map(NodeInfo::weight).orElse(-1);
    }

    private long createdAt(String id) {
        try {
            return others.checkExists()
                    .forPath(properties.root() + "/tas/" + id)
                    .getCzxid();
        } catch (Exception e) {
            return -1;
        }
    }

    private long ownerOf(String id) {
        try {
            return others.checkExists()
                    .forPath(properties.root() + "/tas/" + id)
                    .getEphemeralOwner();
        } catch (Exception e) {
            return -1;
        }
    }

    private long sessionOf(CuratorFramework connection) {
        try {
            return connection.getZookeeperClient().getZooKeeper().getSessionId();
        } catch (Exception e) {
            return -2;
        }
    }
}
