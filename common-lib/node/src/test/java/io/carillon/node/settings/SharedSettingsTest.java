package io.carillon.node.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.stores.EmbeddedZooKeeper;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two nodes and one ZooKeeper. */
class SharedSettingsTest {
    record Volume(int loudness) {
        Volume {
            if (loudness > 11) {
                throw new IllegalArgumentException("it goes to 11");
            }
        }
    }

    private final String root = "/test-" + UUID.randomUUID();
    private final CuratorFramework zooKeeper =
            CuratorFrameworkFactory.newClient(EmbeddedZooKeeper.shared().connectString(), new RetryOneTime(100));
    private final AtomicReference<Volume> atOne = new AtomicReference<>(new Volume(1));
    private final AtomicReference<Volume> atOther = new AtomicReference<>(new Volume(2));
    private final SharedSettings one;
    private final SharedSettings other;

    SharedSettingsTest() {
        zooKeeper.start();
        one = node(atOne);
        other = node(atOther);
        one.start();
        other.start();
    }

    private SharedSettings node(AtomicReference<Volume> volume) {
        return new SharedSettings(
                zooKeeper, root, List.of(new RunTimeSetting<>("volume", Volume.class, volume::get, volume::set)));
    }

    @AfterEach
    void close() {
        one.stop();
        other.stop();
        zooKeeper.close();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void what_is_set_at_one_node_holds_at_all_and_at_those_that_start_later() {
        one.set("volume", json("{\"loudness\":7}"));
        assertThat(atOne.get()).isEqualTo(new Volume(7));
        await().until(() -> atOther.get().loudness() == 7);

        var late = new AtomicReference<>(new Volume(3));
        var third = node(late);
        third.start();
        await().until(() -> late.get().loudness() == 7);
        assertThat(third.document("volume")).isEqualTo(json("{\"loudness\":7}"));
        third.stop();
    }

    @Test
    void without_a_document_the_nodes_own_holds_again() throws Exception {
        one.set("volume", json("{\"loudness\":7}"));
        await().until(() -> atOther.get().loudness() == 7);
        zooKeeper.delete().forPath(root + "/volume");
        await().until(() -> atOne.get().loudness() == 1 && atOther.get().loudness() == 2);
    }

    @Test
    void what_cannot_be_is_refused_and_changes_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.set("volume", json("{\"loudness\":12}")))
                .withMessageContaining("it goes to 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.set("volume", json("{\"loudness\":1,\"loudnes\":1}")))
                .withMessageContaining("loudnes");
        assertThatIllegalArgumentException().isThrownBy(() -> one.set("volume", json("[]")));
        assertThatThrownBy(() -> one.set("brightness", json("{}"))).isInstanceOf(NoSuchElementException.class);
        assertThat(one.names()).containsExactly("volume");
        assertThat(atOne.get()).isEqualTo(new Volume(1));
    }

    @Test
    void garbage_in_the_store_and_what_a_newer_build_says_harm_nobody() throws Exception {
        var garbage = new String[] {"{", "[]", "{\"loudness\":99}", "{\"loudness\":5,\"pitch\":1}"};
        for (var each : garbage) {
            zooKeeper.create().orSetData().creatingParentsIfNeeded().forPath(root + "/volume", each.getBytes());
        }
        zooKeeper.create().forPath(root + "/brightness", "{}".getBytes());
        await().until(() -> atOne.get().loudness() == 5 && atOther.get().loudness() == 5);
    }
}
