package io.carillon.charging.cdf;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A charging data record (TS 32.298 §5.1.3) of one leg of a call, or of one message. {@code id} is the writing node,
 * its epoch and a sequence number: the same record may arrive more than once.
 */
public record ChargingRecord(
        String id,
        String kind,
        Instant start,
        Optional<Instant> answer,
        Instant end,
        String caller,
        String callee,
        String servedUser,
        String role,
        String cause,
        String icid,
        String callId,
        String node,
        Map<String, String> extra) {

    public ChargingRecord {
        extra = Map.copyOf(extra);
    }

    /** From answer to end; nothing for what was never answered. */
    public Duration duration() {
        return answer.map(from -> Duration.between(from, end)).orElse(Duration.ZERO);
    }
}
