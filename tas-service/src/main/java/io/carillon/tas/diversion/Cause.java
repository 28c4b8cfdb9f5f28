package io.carillon.tas.diversion;

import io.carillon.tas.simservs.Condition.Fact;
import java.util.Optional;

/** Why a call is diverted: the cause parameter of RFC 4458 §2.1 and the reason of RFC 5806 §4. */
public enum Cause {
    UNCONDITIONAL(302, "unconditional", 480),
    BUSY(486, "user-busy", 486),
    NO_REPLY(408, "no-answer", 480),
    NOT_REACHABLE(503, "unavailable", 480),
    NOT_LOGGED_IN(404, "unavailable", 480),
    DEFLECTION_IMMEDIATE(480, "deflection", 480),
    DEFLECTION_ALERTING(487, "deflection", 480);

    private final int code;
    private final String reason;
    private final int tooOften;

    Cause(int code, String reason, int tooOften) {
        this.code = code;
        this.reason = reason;
        this.tooOften = tooOften;
    }

    public int code() {
        return code;
    }

    /** For the Diversion header. */
    String reason() {
        return reason;
    }

    /** What the caller hears when the call was diverted too often already (TS 24.604 §4.5.2.6.1). */
    public int tooOften() {
        return tooOften;
    }

    /** The condition that is true then; none for what needs no condition. */
    Optional<Fact> fact() {
        return switch (this) {
            case UNCONDITIONAL, DEFLECTION_IMMEDIATE, DEFLECTION_ALERTING -> Optional.empty();
            case BUSY -> Optional.of(Fact.BUSY);
            case NO_REPLY -> Optional.of(Fact.NO_ANSWER);
            case NOT_REACHABLE -> Optional.of(Fact.NOT_REACHABLE);
            case NOT_LOGGED_IN -> Optional.of(Fact.NOT_REGISTERED);
        };
    }

    /**
     * What a failure response of the called side means; empty for what does not divert.
     *
     * @param alerted whether it rang before: then nobody answered, and the user was reachable
     */
    public static Optional<Cause> of(int status, boolean alerted) {
        return switch (status) {
            case 302 -> Optional.of(alerted ? DEFLECTION_ALERTING : DEFLECTION_IMMEDIATE);
            case 486, 600 -> Optional.of(BUSY);
            case 408, 480 -> Optional.of(alerted ? NO_REPLY : NOT_REACHABLE);
            case 500, 503, 504 -> Optional.of(NOT_REACHABLE);
            case 404 -> Optional.of(NOT_LOGGED_IN);
            default -> Optional.empty();
        };
    }
}
