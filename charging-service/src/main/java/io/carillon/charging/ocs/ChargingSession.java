package io.carillon.charging.ocs;

import io.carillon.identity.Impu;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A credit-control session (RFC 8506 §7): the meters of its services, by {@link ServiceUse#key()}. */
public record ChargingSession(
        String sessionId,
        Impu account,
        String destination,
        Map<String, Meter> meters,
        long lastNumber,
        State state,
        Instant expires) {

    /** EXPIRED: the supervision timer Tcc ran out (RFC 8506 §7). */
    public enum State {
        OPEN,
        CLOSED,
        EXPIRED
    }

    public ChargingSession {
        meters = Map.copyOf(meters);
    }

    public long reserved() {
        return meters.values().stream().mapToLong(Meter::reserved).sum();
    }

    public long paid() {
        return meters.values().stream().mapToLong(Meter::paid).sum();
    }

    boolean open() {
        return state == State.OPEN;
    }

    ChargingSession with(String key, Meter meter) {
        Map<String, Meter> changed = new LinkedHashMap<>(meters);
        changed.put(key, meter);
        return new ChargingSession(sessionId, account, destination, changed, lastNumber, state, expires);
    }

    ChargingSession answered(long number, Instant newExpiry) {
        return new ChargingSession(sessionId, account, destination, meters, number, state, newExpiry);
    }

    /** Ends the session: nothing is held any more. */
    ChargingSession end(State how) {
        Map<String, Meter> let = new LinkedHashMap<>();
        meters.forEach((key, meter) -> let.put(key, meter.hold(0)));
        return new ChargingSession(sessionId, account, destination, let, lastNumber, how, expires);
    }
}
