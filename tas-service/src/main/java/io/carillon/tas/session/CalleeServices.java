package io.carillon.tas.session;

import io.carillon.sip.dialog.Target;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.tas.barring.BarringService;
import io.carillon.tas.diversion.Cause;
import io.carillon.tas.diversion.DiversionService;
import io.carillon.tas.diversion.Diverted;
import io.carillon.tas.diversion.History;
import io.carillon.tas.identity.Identities;
import io.carillon.tas.ringing.RingingPlan;
import io.carillon.tas.screening.Screening;
import io.carillon.tas.simservs.Circumstances;
import io.carillon.tas.simservs.Simservs;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a call to a served user goes: lists, barring, diversion and the phones that ring, in this order (TS 24.611
 * §4.6.5, TS 24.604 §4.6).
 */
final class CalleeServices {
    private final Simservs data;
    private final SipRequest invite;
    private final Circumstances call;
    private final List<String> route;
    private final TelephonyRules rules;
    private final DiversionService diversion;
    private final RingingPlan plan;
    private final long before;
    private @Nullable Diverted diverted;
    private boolean alerted;

    CalleeServices(Simservs data, SipRequest invite, Circumstances call, List<String> route, TelephonyRules rules) {
        this.data = data;
        this.invite = invite;
        this.call = call;
        this.route = route;
        this.rules = rules;
        this.diversion = new DiversionService(data.diversion(), call);
        this.plan = new RingingPlan(data.ringing(), invite, route, rules.ringing());
        this.before = History.diversions(invite);
    }

    /** @throws SipFailure if the call may not come through */
    Target begin(boolean registered) {
        var screening = Screening.of(data.screening(), call);
        if (screening == Screening.UNWANTED) {
            throw new SipFailure(603, "Decline");
        }
        if (screening != Screening.WELCOME) {
            BarringService.incoming(data.incoming(), call).ifPresent(barred -> {
                throw barred;
            });
        }
        var elsewhere = atOnce(Cause.UNCONDITIONAL);
        if (elsewhere.isEmpty() && screening == Screening.DO_NOT_DISTURB) {
            elsewhere = Optional.of(atOnce(Cause.BUSY).orElseThrow(() -> new SipFailure(480)));
        }
        if (elsewhere.isEmpty() && !registered) {
            elsewhere = atOnce(Cause.NOT_LOGGED_IN);
        }
        return elsewhere.orElseGet(this::phones);
    }

    private Target phones() {
        boolean presentation = data.identity().presentation();
        var own = Target.of(invite.uri(), "core").via(route).edit(edit -> Identities.toCallee(edit, presentation));
        return plan.begin(diversion.ringing(rules.ringing()).map(own::noAnswer).orElse(own));
    }

    private Optional<Target> atOnce(Cause cause) {
        if (before >= rules.mostDiversions()
                && diversion.on(cause, Optional.empty()).isPresent()) {
            throw new SipFailure(cause.tooOften(), "Too Many Diversions");
        }
        return diversion.on(cause, Optional.empty()).map(this::to);
    }

    /** A phone rings: from now on silence is "no reply". */
    void ringing() {
        alerted = true;
    }

    Optional<Target> failed(SipResponse failure) {
        if (diverted != null) {
            return Optional.empty(); // the new target is another user, who has rules of its own
        }
        var cause = Cause.of(failure.status(), alerted);
        if (cause.isEmpty()) {
            return Optional.empty();
        }
        var status = Optional.of(failure.status());
        if (failure.status() == 302) {
            return rules.deflection() ? once(diversion.deflected(failure, cause.get())) : Optional.empty();
        }
        return plan.next().or(() -> once(diversion.on(cause.get(), status)));
    }

    Optional<Target> noAnswer() {
        return diverted != null
                ? Optional.empty()
                : plan.next().or(() -> once(diversion.on(Cause.NO_REPLY, Optional.of(408))));
    }

    private Optional<Target> once(Optional<Diverted> elsewhere) {
        return elsewhere.filter(any -> before < rules.mostDiversions()).map(this::to);
    }

    private Target to(Diverted elsewhere) {
        diverted = elsewhere;
        return Target.of(elsewhere.target(), "core").via(route).edit(edit -> History.divert(edit, invite, elsewhere));
    }

    /** Where the call went, if it was diverted. */
    Optional<Diverted> diverted() {
        return Optional.ofNullable(diverted);
    }

    Simservs.Identity identity() {
        return data.identity();
    }
}
