package io.carillon.tas.diversion;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipResponse;
import io.carillon.tas.simservs.Circumstances;
import io.carillon.tas.simservs.Condition.Fact;
import io.carillon.tas.simservs.Simservs.Diversion;
import io.carillon.tas.simservs.Simservs.ForwardTo;
import io.carillon.tas.simservs.Targets;
import java.time.Duration;
import java.util.Optional;

/** Communication diversion for one call to a user (TS 24.604 §4.5.2.6). */
public final class DiversionService {
    private final Diversion rules;
    private final Circumstances call;

    public DiversionService(Diversion rules, Circumstances call) {
        this.rules = rules;
        this.call = call;
    }

    /** Who the call goes to now that this is the case. */
    public Optional<Diverted> on(Cause cause, Optional<Integer> tried) {
        return rules.first(now(cause)).map(rule -> new Diverted(rule.forwardTo(), cause, tried));
    }

    private Circumstances now(Cause cause) {
        var known = cause.fact().map(call::with).orElse(call);
        // who set a target for "not reachable" means "not logged in" as well, unless a rule of its own comes first
        return cause == Cause.NOT_LOGGED_IN ? known.with(Fact.NOT_REACHABLE) : known;
    }

    /** The user's phone itself says where to (§4.5.2.6.7): its first Contact, whatever the rules are. */
    public Optional<Diverted> deflected(SipResponse redirect, Cause cause) {
        return redirect.address(HeaderName.CONTACT)
                .map(NameAddr::uri)
                .filter(Targets::isTarget)
                .map(uri -> new Diverted(ForwardTo.target(uri), cause, Optional.of(redirect.status())));
    }

    /** How long it rings before "no reply"; empty if nothing comes of it. */
    public Optional<Duration> ringing(Duration usual) {
        var seconds = rules.noReplySeconds();
        return rules.first(call.with(Fact.NO_ANSWER))
                .map(rule -> seconds == null ? usual : Duration.ofSeconds(seconds));
    }
}
