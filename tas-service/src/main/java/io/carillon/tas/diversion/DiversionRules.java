package io.carillon.tas.diversion;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a user's calls go instead (TS 24.604 §4.2.1); each target is a sip or tel URI.
 *
 * @param unconditional every call (CFU)
 * @param busy when the user is busy (CFB)
 * @param noReply when nobody answers (CFNR)
 * @param notReachable when no phone can be reached (CFNRc), not logged in included (CFNL)
 * @param noReplySeconds how long it rings before {@code noReply}
 */
public record DiversionRules(
        @Nullable String unconditional,
        @Nullable String busy,
        @Nullable String noReply,
        @Nullable String notReachable,
        @Nullable Integer noReplySeconds) {
    public static final DiversionRules NONE = new DiversionRules(null, null, null, null, null);

    /** Why a call is diverted: the cause parameter of RFC 4458 §2.1. */
    public enum Condition {
        UNCONDITIONAL(302),
        BUSY(486),
        NO_REPLY(408),
        NOT_REACHABLE(503),
        NOT_LOGGED_IN(404);

        private final int cause;

        Condition(int cause) {
            this.cause = cause;
        }

        public int cause() {
            return cause;
        }
    }

    public Optional<String> target(Condition condition) {
        return Optional.ofNullable(
                switch (condition) {
                    case UNCONDITIONAL -> unconditional;
                    case BUSY -> busy;
                    case NO_REPLY -> noReply;
                    case NOT_REACHABLE, NOT_LOGGED_IN -> notReachable;
                });
    }

    public Optional<Duration> ringing() {
        return Optional.ofNullable(noReplySeconds).map(Duration::ofSeconds);
    }

    /** What a failure response of the called side means to diversion; empty for what does not divert. */
    public static Optional<Condition> condition(int status) {
        return switch (status) {
            case 486, 600 -> Optional.of(Condition.BUSY);
            case 408, 480, 500, 503, 504 -> Optional.of(Condition.NOT_REACHABLE);
            case 404 -> Optional.of(Condition.NOT_LOGGED_IN);
            default -> Optional.empty();
        };
    }
}
