package io.carillon.tas.barring;

import io.carillon.sip.message.SipFailure;
import io.carillon.tas.simservs.Circumstances;
import io.carillon.tas.simservs.Condition;
import io.carillon.tas.simservs.Condition.Fact;
import io.carillon.tas.simservs.Simservs.Barring;
import io.carillon.tas.simservs.Simservs.BarringRule;
import java.util.Optional;

/** Communication barring (TS 24.611 §4.5.2.6). */
public final class BarringService {
    private static final Condition ANONYMOUS = new Condition.Situation(Fact.ANONYMOUS);

    private BarringService() {}

    /** A barred call to the user: 433 where its anonymity is the reason (RFC 5079), 603 otherwise. */
    public static Optional<SipFailure> incoming(Barring rules, Circumstances call) {
        return rules.bars(call)
                .map(rule -> isAnonymous(rule)
                        ? new SipFailure(433, "Anonymity Disallowed")
                        : new SipFailure(603, "Decline"));
    }

    private static boolean isAnonymous(BarringRule rule) {
        return rule.conditions().contains(ANONYMOUS);
    }

    /** A barred call of the user: 603. */
    public static Optional<SipFailure> outgoing(Barring rules, Circumstances call) {
        return rules.bars(call).map(rule -> new SipFailure(603, "Decline"));
    }
}
