package io.carillon.console.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.trace.TraceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final InOrder events = new InOrder();

    @Test
    void what_was_seen_first_is_told_first_whichever_node_sends_first() {
        events.add(List.of(seen("cscf-1", -590), seen("cscf-1", -100)));
        events.add(List.of(seen("sbc-1", -600), seen("sbc-1", -580)));

        assertThat(events.ripe(NOW)).containsExactly(seen("sbc-1", -600), seen("cscf-1", -590), seen("sbc-1", -580));
        assertThat(events.isEmpty()).isFalse();
        assertThat(events.ripe(NOW)).isEmpty();
        assertThat(events.ripe(NOW.plus(InOrder.MOMENT))).containsExactly(seen("cscf-1", -100));
        assertThat(events.isEmpty()).isTrue();
    }

    @Test
    void a_clock_that_is_ahead_holds_nothing_up() {
        events.add(List.of(seen("cscf-1", 60_000)));

        assertThat(events.ripe(NOW)).hasSize(1);
    }

    private static TraceEvent seen(String node, long millis) {
        return new TraceEvent(
                NOW.plus(Duration.ofMillis(millis)),
                node,
                TraceEvent.Protocol.SIP,
                TraceEvent.Direction.SENT,
                node,
                "tas-1",
                "INVITE sip:bob@home",
                Set.of("call-1"),
                "");
    }
}
