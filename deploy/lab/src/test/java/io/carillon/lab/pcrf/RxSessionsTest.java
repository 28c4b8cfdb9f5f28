package io.carillon.lab.pcrf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RxSessionsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private final RxSessions sessions = new RxSessions(2, Duration.ofHours(12), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void one_more_than_the_bound_is_refused_until_one_ends() {
        assertThat(put("a", NOW)).isTrue();
        assertThat(put("b", NOW)).isTrue();
        assertThat(put("c", NOW)).isFalse();
        assertThat(put("a", NOW)).isTrue();
        sessions.remove("a");
        assertThat(put("c", NOW)).isTrue();
        assertThat(sessions.size()).isEqualTo(2);
    }

    @Test
    void the_dead_make_room() {
        put("a", NOW.minus(Duration.ofHours(13)));
        put("b", NOW);
        assertThat(put("c", NOW)).isTrue();
        assertThat(sessions.all()).extracting(RxSession::sessionId).containsExactlyInAnyOrder("b", "c");
    }

    private boolean put(String sessionId, Instant changed) {
        RxSession fresh = new RxSession(
                sessions.nextId(), sessionId, "sbc-1", Set.of(), "", "", Set.of(), Map.of(), changed, changed);
        return sessions.put(fresh, UnaryOperator.identity());
    }
}
