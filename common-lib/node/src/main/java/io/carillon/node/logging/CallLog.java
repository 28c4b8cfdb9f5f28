package io.carillon.node.logging;

import io.carillon.node.logging.LoggingDocument.Followed;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.logging.LogLevel;

/**
 * Every line that is logged in a call's task says of which call and of whom it is; of followed subscribers more is logged.
 * Whose a call is, is learnt from its messages, and only while somebody wants to know.
 */
public final class CallLog {
    /** In MDC: what a line that JSON is made of says of its call. */
    static final String CALL = "call_id";

    static final String IDENTITY = "impu";
    /** In MDC: the least level that is logged of this call whatever its logger's is. */
    static final String LEVEL = "log_level";

    private static final Logger log = LoggerFactory.getLogger(CallLog.class);
    private static final int MOST_CALLS = 20_000;

    private record Call(String identity, @Nullable String level) {}

    private final boolean identities;
    private final IdentityMask mask;
    private final Clock clock;
    private final Map<String, Call> calls = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Call> eldest) {
            return size() > MOST_CALLS;
        }
    };
    private volatile List<Followed> followed = List.of();

    /** @param identities whether lines say of whom they are */
    CallLog(boolean identities, IdentityMask mask, Clock clock) {
        this.identities = identities;
        this.mask = mask;
        this.clock = clock;
    }

    void follow(List<Followed> subscribers) {
        followed = subscribers;
    }

    /** Whether {@link #seen} is to be told at all. */
    public boolean wants() {
        return identities || !followed.isEmpty();
    }

    /**
     * A message of a call.
     *
     * @param keys its public identities among others, who asserts or sends first
     * @param line what is logged of it if somebody of these is followed
     */
    public void seen(String callId, Collection<String> keys, Supplier<String> line) {
        var identity = keys.stream().filter(CallLog::isIdentity).findFirst();
        @Nullable String level = level(keys);
        synchronized (calls) {
            Call before = calls.get(callId);
            level = level == null && before != null && !followed.isEmpty() ? before.level() : level;
            String name = before != null && !before.identity().isEmpty() ? before.identity() : identity.orElse("");
            calls.put(callId, new Call(name, level));
        }
        if (level != null) {
            run(callId, () -> log.debug("{}", line.get()));
        }
    }

    private @Nullable String level(Collection<String> keys) {
        List<Followed> now = followed;
        if (now.isEmpty()) {
            return null;
        }
        Set<String> wanted = Set.copyOf(keys);
        return now.stream()
                .filter(each ->
                        wanted.contains(each.subscriber()) && clock.instant().isBefore(each.until()))
                .map(Followed::wanted)
                .min(LogLevel::compareTo)
                .map(Enum::name)
                .orElse(null);
    }

    private static boolean isIdentity(String key) {
        return key.startsWith("sip:") || key.startsWith("sips:") || key.startsWith("tel:");
    }

    /** Runs a task of that call. */
    public void run(String callId, Runnable task) {
        @Nullable Call call = wants() ? known(callId) : null;
        MDC.put(CALL, callId);
        if (call != null && identities && !call.identity().isEmpty()) {
            MDC.put(IDENTITY, mask.apply(call.identity()));
        }
        if (call != null && call.level() != null && !followed.isEmpty()) {
            MDC.put(LEVEL, Objects.requireNonNull(call.level()));
        }
        try {
            task.run();
        } finally {
            MDC.remove(CALL);
            MDC.remove(IDENTITY);
            MDC.remove(LEVEL);
        }
    }

    private @Nullable Call known(String callId) {
        synchronized (calls) {
            return calls.get(callId);
        }
    }
}
