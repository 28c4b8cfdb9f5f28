package io.carillon.node.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who gets work, and who is no longer there. */
class NodeTableTest extends TwoNodes {
    @Test
    void an_unknown_role_has_no_nodes() {
        assertThat(table.alive("cscf")).isEmpty();
        assertThat(table.pick("cscf")).isEmpty();
        assertThat(table.find("cscf", "cscf-1")).isEmpty();
    }

    @Test
    void work_is_shared_by_weight() {
        table.put(node("cscf-1", 300, 0));
        table.put(node("cscf-2", 100, 0));

        assertThat(picks(8_000))
                .satisfies(picks -> assertThat(picks.get("cscf-1")).isBetween(5_800L, 6_200L));
    }

    @Test
    void a_busy_node_gets_less() {
        table.put(node("cscf-1", 100, 0.75));
        table.put(node("cscf-2", 100, 0));

        assertThat(picks(5_000))
                .satisfies(picks -> assertThat(picks.get("cscf-1")).isBetween(900L, 1_100L));
    }

    @Test
    void a_fully_loaded_node_still_gets_a_little_so_that_its_recovery_is_seen() {
        table.put(node("cscf-1", 100, 1));
        table.put(node("cscf-2", 100, 0));

        assertThat(picks(5_000)).containsKey("cscf-1");
    }

    @Test
    void a_suspect_is_left_out_for_a_while() {
        table.put(one);
        table.put(two);
        table.suspect(one);

        assertThat(table.alive("cscf")).containsExactly(two);
        assertThat(table.find("cscf", "cscf-1")).isEmpty();

        pass(SUSPICION);
        assertThat(table.alive("cscf")).containsExactly(one, two);
        assertThat(table.find("cscf", "cscf-1")).contains(one);
    }

    @Test
    void when_all_are_suspect_all_are_tried() {
        table.put(one);
        table.put(two);
        table.suspect(one);
        table.suspect(two);

        assertThat(table.alive("cscf")).containsExactly(one, two);
    }

    @Test
    void news_of_the_load_do_not_clear_a_suspicion_but_a_new_address_does() {
        table.put(one);
        table.put(two);
        table.suspect(one);

        table.put(node("cscf-1", 100, 0.3));
        assertThat(table.find("cscf", "cscf-1")).isEmpty();

        NodeInfo restarted = new NodeInfo("cscf", "cscf-1", Map.of("sip", "127.0.0.1:9999"), 100, 0);
        table.put(restarted);
        assertThat(table.find("cscf", "cscf-1")).contains(restarted);
    }

    @Test
    void a_drained_node_is_gone_at_once() {
        table.put(one);
        table.put(two);
        table.put(one.onLeave());
        assertThat(table.alive("cscf")).containsExactly(two);
        assertThat(table.find("cscf", "cscf-1")).as("its calls still find it").isPresent();

        table.vanished("cscf", "cscf-1");
        assertThat(table.find("cscf", "cscf-1")).isEmpty();
    }

    @Test
    void a_registration_that_only_moves_to_another_session_is_not_noticed() {
        table.put(one);
        table.put(two);
        table.vanished("cscf", "cscf-1");
        assertThat(table.alive("cscf")).containsExactly(one, two);

        pass(NodeTable.GLITCH.minusMillis(1));
        table.put(one);
        pass(Duration.ofSeconds(9));
        assertThat(table.alive("cscf")).containsExactly(one, two);
    }

    @Test
    void a_dead_node_is_out_after_a_moment() {
        table.put(one);
        table.put(two);
        table.vanished("cscf", "cscf-1");

        pass(NodeTable.GLITCH);
        assertThat(table.alive("cscf")).containsExactly(two);
        assertThat(table.find("cscf", "cscf-1")).isEmpty();
    }

    @Test
    void when_a_whole_role_vanishes_the_last_known_nodes_stand_for_a_while() {
        table.put(one);
        table.vanished("cscf", "cscf-1");

        pass(NodeTable.GLITCH);
        assertThat(table.pick("cscf")).contains(one);

        pass(NodeTable.LAST_KNOWN);
        assertThat(table.pick("cscf")).isEmpty();
    }

    @Test
    void a_sick_node_gets_work_only_while_no_other_is_there() {
        table.put(one);
        table.put(node("cscf-1", 0, 0));
        assertThat(table.pick("cscf").map(NodeInfo::id)).contains("cscf-1");

        table.put(two);
        assertThat(table.alive("cscf")).containsExactly(two);
    }

    @Test
    void the_last_node_is_still_known_when_it_was_sick_before_it_vanished() {
        NodeInfo sick = node("cscf-1", 0, 0);
        table.put(one);
        table.put(sick);
        table.vanished("cscf", "cscf-1");

        pass(NodeTable.GLITCH);
        assertThat(table.pick("cscf")).contains(sick);

        pass(NodeTable.LAST_KNOWN);
        assertThat(table.pick("cscf")).isEmpty();
    }

    @Test
    void a_node_that_has_left_is_not_waited_for_even_if_it_was_the_last() {
        table.put(one);
        table.put(one.onLeave());
        table.vanished("cscf", "cscf-1");

        assertThat(table.pick("cscf")).isEmpty();
    }

    @Test
    void addresses_are_read_without_dns_and_nonsense_is_none() {
        NodeInfo node = new NodeInfo(
                "x",
                "x-1",
                Map.of("sip", "127.0.0.1:5070", "six", "[2001:db8::1]:5060", "name", "localhost:1", "odd", "5060"),
                1,
                0);

        assertThat(node.address("sip")).hasValueSatisfying(a -> assertThat(a).hasToString("/127.0.0.1:5070"));
        assertThat(node.address("six"))
                .hasValueSatisfying(a -> assertThat(a.getPort()).isEqualTo(5060));
        assertThat(node.address("name")).isEmpty();
        assertThat(node.address("odd")).isEmpty();
        assertThat(node.address("ng")).isEmpty();
    }

    private Map<String, Long> picks(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> table.pick("cscf").orElseThrow().id())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
