package io.carillon.lab.pcrf;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The Rx sessions of this PCRF, in memory; no more of them than the bound. */
final class RxSessions {
    private final int most;
    private final Duration oldest;
    private final Clock clock;
    /** By Session-Id, the longest unchanged first. */
    private final Map<String, RxSession> sessions = new LinkedHashMap<>();

    private long sequence;

    RxSessions(int most, Duration oldest, Clock clock) {
        this.most = most;
        this.oldest = oldest;
        this.clock = clock;
    }

    /** Changes the session, or opens it; false when there is no room for one more. */
    synchronized boolean put(RxSession fresh, UnaryOperator<RxSession> change) {
        RxSession known = sessions.remove(fresh.sessionId());
        if (known == null && sessions.size() >= most) {
            forgetDead();
            if (sessions.size() >= most) {
                return false;
            }
        }
        sessions.put(fresh.sessionId(), change.apply(known == null ? fresh : known));
        return true;
    }

    synchronized String nextId() {
        return "rx-" + ++sequence;
    }

    /** An application function that died never terminates its sessions. */
    private void forgetDead() {
        Instant limit = clock.instant().minus(oldest);
        sessions.values().removeIf(session -> session.changed().isBefore(limit));
    }

    synchronized Optional<RxSession> remove(String sessionId) {
        return Optional.ofNullable(sessions.remove(sessionId));
    }

    synchronized Optional<RxSession> find(String id) {
        return sessions.values().stream()
                .filter(session -> session.id().equals(id))
                .findFirst();
    }

    synchronized List<RxSession> all() {
        return sessions.values().stream()
                .sorted(Comparator.comparing(RxSession::opened).reversed())
                .toList();
    }

    synchronized int size() {
        return sessions.size();
    }
}
