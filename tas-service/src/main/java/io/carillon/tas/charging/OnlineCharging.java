package io.carillon.tas.charging;

import java.time.Duration;
import java.util.Optional;

/** The online charging system (RFC 8506 §5, TS 32.299 §6.3): each method is one request with a deadline. */
public interface OnlineCharging {
    /**
     * A call as the charging system must see it.
     *
     * @param payer whose account it is
     * @param icid ties it to the records of the other nodes
     */
    record ChargedCall(String payer, String caller, String callee, String icid) {}

    sealed interface Credit {
        /**
         * @param session the Ro session
         * @param quota how long the call may go on before the next question; empty: no limit was given
         * @param last no more will be granted (Final-Unit-Indication TERMINATE)
         */
        record Granted(String session, Optional<Duration> quota, boolean last) implements Credit {}

        /** The account cannot pay for it, or does not exist. */
        record Refused(String result) implements Credit {}

        record Unavailable(String reason) implements Credit {}
    }

    /** CCR-I: before the call goes on. */
    Credit open(ChargedCall call);

    /** CCR-U: the quota is used up. */
    Credit extend(ChargedCall call, String session, long number, Duration used);

    /** CCR-T: the call is over. */
    void close(ChargedCall call, String session, long number, Duration used, int status);
}
