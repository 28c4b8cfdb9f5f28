package io.carillon.lab.pcf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The sessions of this PCF, in memory; no more of them than the bound. */
final class AppSessions {
    private final int most;
    private final Map<String, AppSession> sessions = new LinkedHashMap<>();

    AppSessions(int most) {
        this.most = most;
    }

    /** @return false when there is no room for one more */
    synchronized boolean open(AppSession session) {
        if (sessions.size() >= most) {
            return false;
        }
        sessions.put(session.id(), session);
        return true;
    }

    synchronized Optional<AppSession> change(String id, UnaryOperator<AppSession> change) {
        return Optional.ofNullable(sessions.computeIfPresent(id, (ignored, session) -> change.apply(session)));
    }

    synchronized Optional<AppSession> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    synchronized boolean remove(String id) {
        return sessions.remove(id) != null;
    }

    synchronized List<AppSession> all() {
        return List.copyOf(sessions.values());
    }

    synchronized int size() {
        return sessions.size();
    }
}
