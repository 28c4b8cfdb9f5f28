package io.carillon.console.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much of what the nodes trace stays in memory. */
class RecordingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration AGE = Duration.ofHours(6);

    private static Recording recording(int most, long octets) {
        return new Recording(new Recording.Bounds(most, octets, AGE), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static TraceEvent invite(int call, Instant time, String payload) {
        var id = "call-" + call;
        return new TraceEvent(
                time, "sbc-1", Protocol.SIP, Direction.RECEIVED, "a:1", "sbc-1", "INVITE sip:b", Set.of(id), payload);
    }

    private static int kept(Recording recording) {
        return recording.beginnings(ignored -> true, Integer.MAX_VALUE).size();
    }

    @Test
    void the_oldest_leave_when_there_are_too_many() {
        var recording = recording(10, Long.MAX_VALUE);
        for (int call = 1; call <= 100; call++) {
            recording.add(invite(call, NOW, ""));
        }
        assertThat(kept(recording)).isEqualTo(10);
        assertThat(recording.ladder("call-90")).isEmpty();
        assertThat(recording.ladder("call-91")).isPresent();
    }

    /** An empty message takes memory too: a thousand octets and more. */
    @Test
    void what_an_event_takes_besides_its_text_counts() {
        var recording = recording(Integer.MAX_VALUE, 100_000);
        for (int call = 1; call <= 1_000; call++) {
            recording.add(invite(call, NOW, ""));
        }
        assertThat(kept(recording)).isBetween(50, 100);
        assertThat(recording.ladder("call-1000")).isPresent();
    }

    @Test
    void one_long_message_takes_the_place_of_many() {
        var recording = recording(Integer.MAX_VALUE, 100_000);
        for (int call = 1; call <= 50; call++) {
            recording.add(invite(call, NOW, ""));
        }
        recording.add(invite(51, NOW, "x".repeat(90_000)));
        assertThat(kept(recording)).isLessThan(10);
        assertThat(recording.ladder("call-51")).isPresent();
    }

    @Test
    void what_is_too_old_leaves_with_the_next_that_comes() {
        var recording = recording(Integer.MAX_VALUE, Long.MAX_VALUE);
        recording.add(invite(1, NOW.minus(AGE).minusSeconds(1), ""));
        recording.add(invite(2, NOW, ""));
        assertThat(kept(recording)).isEqualTo(1);
    }

    /** Dialled by number: the callee's SIP identity, the leg behind the tas and the ICID come after the first request. */
    @Test
    void a_call_is_found_by_what_only_its_later_messages_say() {
        var recording = recording(100, Long.MAX_VALUE);
        recording.add(seen("call-1", "sip:alice@home", "tel:+49301"));
        recording.add(seen("call-1", "icid-7", "sip:alice@home", "tel:+49300"));
        recording.add(seen("call-2", "icid-7", "sip:Bob@home"));
        recording.add(seen("call-3", "sip:alice@home", "tel:+49302"));
        for (var searched : List.of("call-2", "icid-7", "bob@HOME", "+49300", "301")) {
            assertThat(found(recording, searched)).as(searched).containsExactly("call-1");
        }
        assertThat(found(recording, "alice")).containsExactly("call-3", "call-1");
        assertThat(found(recording, "carol")).isEmpty();
    }

    private static TraceEvent seen(String... keys) {
        var ordered = new LinkedHashSet<>(List.of(keys));
        return new TraceEvent(
                NOW, "sbc-1", Protocol.SIP, Direction.RECEIVED, "a:1", "sbc-1", "INVITE sip:b", ordered, "");
    }

    private static List<String> found(Recording recording, String searched) {
        return recording.beginnings(searched, ignored -> true, 10).stream()
                .map(Beginning::key)
                .toList();
    }
}
