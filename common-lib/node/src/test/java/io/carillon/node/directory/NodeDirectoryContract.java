package io.carillon.node.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every directory does, in memory or in ZooKeeper. */
abstract class NodeDirectoryContract {
    static final NodeInfo CSCF_1 = new NodeInfo("cscf", "cscf-1", Map.of("sip", "127.0.0.1:5070"), 100, 0);
    static final NodeInfo CSCF_2 = new NodeInfo("cscf", "cscf-2", Map.of("sip", "127.0.0.1:5170"), 100, 0);
    static final NodeInfo HSS_1 = new NodeInfo("hss", "hss-1", Map.of("diameter", "127.0.0.1:3868"), 100, 0);

    abstract NodeDirectory directory();

    abstract void joins(NodeInfo node) throws Exception;

    abstract void leaves(NodeInfo node) throws Exception;

    @Test
    void a_node_that_joined_is_found_by_role_and_by_id() throws Exception {
        joins(CSCF_1);
        joins(HSS_1);

        await().untilAsserted(() -> {
            assertThat(directory().alive("cscf")).containsExactly(CSCF_1);
            assertThat(directory().pick("hss")).contains(HSS_1);
            assertThat(directory().find("cscf", "cscf-1")).contains(CSCF_1);
        });
        assertThat(directory().find("hss", "cscf-1")).isEmpty();
    }

    @Test
    void a_node_that_left_is_gone() throws Exception {
        joins(CSCF_1);
        joins(CSCF_2);
        await().until(() -> directory().alive("cscf").size() == 2);

        leaves(CSCF_1);

        await().untilAsserted(() -> assertThat(directory().alive("cscf")).containsExactly(CSCF_2));
    }

    @Test
    void a_suspect_is_passed_over() throws Exception {
        joins(CSCF_1);
        joins(CSCF_2);
        await().until(() -> directory().alive("cscf").size() == 2);

        directory().suspect(CSCF_2);

        assertThat(directory().pick("cscf")).contains(CSCF_1);
        assertThat(directory().find("cscf", "cscf-2")).isEmpty();
    }

    @Test
    void every_node_is_tried_once_and_each_is_the_first_at_times() throws Exception {
        joins(CSCF_1);
        joins(CSCF_2);
        await().until(() -> directory().alive("cscf").size() == 2);

        Set<List<NodeInfo>> orders = new HashSet<>();
        await().until(() -> orders.add(directory().ranked("cscf")) && orders.size() == 2);

        assertThat(orders).containsExactlyInAnyOrder(List.of(CSCF_1, CSCF_2), List.of(CSCF_2, CSCF_1));
    }

    @Test
    void a_watcher_hears_what_is_there_and_what_comes() throws Exception {
        List<List<NodeInfo>> heard = new CopyOnWriteArrayList<>();
        directory().watch("cscf", heard::add);

        joins(CSCF_1);

        await().untilAsserted(() -> assertThat(heard).containsExactly(List.of(), List.of(CSCF_1)));
    }
}
