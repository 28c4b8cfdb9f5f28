package io.carillon.node.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What who watches a table of nodes hears, and who is told that a node is lost. */
class NodeTableWatchTest extends TwoNodes {
    @Test
    void watchers_hear_of_nodes_addresses_and_weights_but_not_of_load() {
        List<List<NodeInfo>> heard = new ArrayList<>();
        table.watch("cscf", heard::add);
        assertThat(heard).containsExactly(List.of());

        table.put(one);
        table.put(node("cscf-1", 100, 0.5));
        NodeInfo heavier = node("cscf-1", 200, 0.5);
        table.put(heavier);

        assertThat(heard).containsExactly(List.of(), List.of(one), List.of(heavier));
    }

    @Test
    void watchers_hear_that_a_dead_node_is_out_when_it_is_out() {
        List<List<NodeInfo>> heard = new ArrayList<>();
        table.put(one);
        table.put(two);
        table.watch("cscf", heard::add);
        table.vanished("cscf", "cscf-1");
        assertThat(heard).as("it may come back").hasSize(1);

        pass(NodeTable.GLITCH);
        table.timeHasPassed("cscf", "cscf-1");
        assertThat(heard).containsExactly(List.of(one, two), List.of(two));

        pass(NodeTable.LAST_KNOWN);
        table.timeHasPassed("cscf", "cscf-1");
        assertThat(heard).as("once").hasSize(2);

        table.put(one);
        assertThat(heard.getLast()).containsExactly(one, two);
    }

    @Test
    void watchers_hear_that_the_only_node_is_back_and_that_it_is_not() {
        List<List<NodeInfo>> heard = new ArrayList<>();
        table.put(one);
        table.watch("cscf", heard::add);
        table.vanished("cscf", "cscf-1");
        pass(NodeTable.GLITCH);
        table.timeHasPassed("cscf", "cscf-1");
        table.put(one);
        assertThat(heard).as("another process, for all they know").containsExactly(List.of(one), List.of(one));

        table.vanished("cscf", "cscf-1");
        pass(NodeTable.LAST_KNOWN);
        table.timeHasPassed("cscf", "cscf-1");
        assertThat(heard.getLast()).isEmpty();
    }

    @Test
    void watchers_hear_nothing_of_a_registration_that_only_moves() {
        List<List<NodeInfo>> heard = new ArrayList<>();
        table.put(one);
        table.watch("cscf", heard::add);
        table.vanished("cscf", "cscf-1");
        table.put(one);

        assertThat(heard).containsExactly(List.of(one));
    }

    @Test
    void a_node_is_lost_when_it_is_out_also_one_that_has_said_that_it_leaves() {
        List<NodeInfo> lost = new ArrayList<>();
        table.onLoss(lost::add);
        table.put(one);
        table.put(two);
        table.put(two.onLeave());
        assertThat(lost).as("it ends what it has begun").isEmpty();
        out("cscf-2");
        assertThat(lost).as("or has died before that").containsExactly(two.onLeave());
        lost.clear();

        table.put(two);
        table.put(node("cscf-1", 0, 0));
        table.vanished("cscf", "cscf-1");
        table.timeHasPassed("cscf", "cscf-1");
        assertThat(lost).as("it may come back").isEmpty();

        pass(NodeTable.GLITCH);
        table.timeHasPassed("cscf", "cscf-1");
        assertThat(lost).as("a sick one too").containsExactly(node("cscf-1", 0, 0));
    }

    @Test
    void a_node_that_is_back_in_time_or_stands_as_the_last_known_is_not_lost() {
        List<NodeInfo> lost = new ArrayList<>();
        table.onLoss(lost::add);
        table.put(one);
        table.put(two);
        table.vanished("cscf", "cscf-1");
        table.put(one);
        pass(NodeTable.GLITCH);
        table.timeHasPassed("cscf", "cscf-1");
        assertThat(lost).isEmpty();

        table.vanished("cscf", "cscf-2");
        out("cscf-1");
        assertThat(lost).as("all at once is no death").isEmpty();

        pass(NodeTable.LAST_KNOWN);
        table.timeHasPassed("cscf", "cscf-1");
        assertThat(lost).containsExactly(one);
    }

    private void out(String id) {
        table.vanished("cscf", id);
        pass(NodeTable.GLITCH);
        table.timeHasPassed("cscf", id);
    }

    /** Nobody tells them when it is over. */
    @Test
    void watchers_hear_of_suspects_too() {
        List<List<NodeInfo>> heard = new ArrayList<>();
        table.put(one);
        table.watch("cscf", heard::add);
        table.suspect(one);
        table.put(two);

        assertThat(heard.getLast()).containsExactly(one, two);
    }
}
