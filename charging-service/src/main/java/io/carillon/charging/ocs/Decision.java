package io.carillon.charging.ocs;

import java.util.Optional;

/** What a request changes, and its answer; an empty session means that none was opened or touched. */
public record Decision(Account account, Optional<ChargingSession> session, CreditAnswer answer) {

    static Decision refuse(Account unchanged, Verdict why) {
        return new Decision(unchanged, Optional.empty(), CreditAnswer.of(why));
    }
}
