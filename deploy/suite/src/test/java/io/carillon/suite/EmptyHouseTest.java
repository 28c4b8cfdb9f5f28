package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * After the calls of all other tests, good and bad, over nodes that died and stood still: no node has anything of one. It
 * waits 64·T1, so in a run that has time: {@code -Dcarillon.long=true}. Each node's own LeakTest looks at every table.
 */
@EnabledIfSystemProperty(named = "carillon.long", matches = "true")
@ExtendWith(OneHouse.class)
@Isolated("all calls are over")
@Order(Integer.MAX_VALUE)
class EmptyHouseTest {
    /** 64·T1 after the last call, and some more for a machine that does other things. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Office office;
    private final int redis;

    EmptyHouseTest(House house) {
        office = house.office();
        redis = house.suite().storePorts().redis();
    }

    @Test
    void nothing_is_left_of_any_call() {
        try (var stored = new Stored(redis)) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                for (var calls : List.of("sbc:call:", "cscf:session:", "tas:call:")) {
                    assertThat(stored.calls(calls)).as(calls).isEmpty();
                }
                for (var due : List.of("sbc:due", "cscf:sessions")) {
                    assertThat(stored.waiting(due)).as(due).isZero();
                }
                assertThat(office.counted("tas", "active_calls")).isZero();
                assertThat(office.counted("rtpproxy", "active_calls")).isZero();
                assertThat(office.counted("rtpproxy", "carillon_rtpproxy_ports_load"))
                        .isZero();
                assertThat(office.callsOverN5()).isZero();
                assertThat(office.callsOverRx()).isZero();
            });
        }
    }
}
