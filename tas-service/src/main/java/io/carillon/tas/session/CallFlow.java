package io.carillon.tas.session;

import io.carillon.sip.dialog.B2bua;
import io.carillon.sip.dialog.Target;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.tas.charging.OnlineCharging.ChargedCall;
import io.carillon.tas.charging.OnlineCharging.Credit;
import io.carillon.tas.diversion.DiversionRules.Condition;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An INVITE on the ISC path, for the caller or for the callee (TS 24.229 §5.7.5 · docs/flows/call.md). */
public final class CallFlow {
    private static final Logger LOG = LoggerFactory.getLogger(CallFlow.class);

    private final ServedCall.Services services;
    private final B2bua b2bua;

    public CallFlow(ServedCall.Services services, B2bua b2bua) {
        this.services = services;
        this.b2bua = b2bua;
    }

    /** @param request the INVITE without our own Route: what is left leads back to the S-CSCF */
    public void handle(ServerTransaction transaction, SipRequest request) {
        var user = ServedUser.of(request);
        var route = request.all(HeaderName.ROUTE);
        if (user.originating()) {
            originate(transaction, request, user, route);
        } else {
            terminate(transaction, request, user, route);
        }
    }

    /** The caller pays: credit first, then the call (TS 32.260 §5.3.2.2). */
    private void originate(ServerTransaction transaction, SipRequest request, ServedUser user, List<String> route) {
        transaction.respond(request.reply(100).build()); // the charging node may take longer than T1
        var caller = user.impu();
        var target = Target.of(request.uri(), "core").via(route);
        var charged = new ChargedCall(caller.value(), caller.value(), request.uri(), icid(request));
        var call = new ServedCall(services, user, charged, request);
        switch (services.charging().open(charged)) {
            case Credit.Granted granted -> {
                if (transaction.isCancelled()) {
                    services.charging().close(charged, granted.session(), 1, Duration.ZERO, 487);
                    throw new SipFailure(487);
                }
                b2bua.connect(transaction, target, call.metered(granted));
            }
            case Credit.Refused(var result) -> {
                LOG.info("{} may not call: {}", caller.value(), result);
                throw new SipFailure(402);
            }
            case Credit.Unavailable(var reason) -> {
                LOG.warn("Call of {} without charging: {}", caller.value(), reason);
                if (!services.callWithoutCharging()) {
                    throw new SipFailure(503, "Charging Unavailable");
                }
                b2bua.connect(transaction, target, call);
            }
        }
    }

    /** Diversion: unconditional at once, the others when the callee's side has spoken (TS 24.604 §4.5.2.6). */
    private void terminate(ServerTransaction transaction, SipRequest request, ServedUser user, List<String> route) {
        var callee = user.impu();
        var rules = services.diversions().of(callee);
        var charged = new ChargedCall("", caller(request), callee.value(), icid(request));
        var call = new ServedCall(services, user, charged, request).diverting(rules, route);
        var elsewhere = call.diverted(Condition.UNCONDITIONAL)
                .or(() -> user.registered() ? Optional.empty() : call.diverted(Condition.NOT_LOGGED_IN));
        if (elsewhere.isPresent()) {
            call.announce(b2bua.connect(transaction, elsewhere.get(), call));
            return;
        }
        var target = Target.of(request.uri(), "core").via(route);
        var ringing =
                rules.target(Condition.NO_REPLY).map(ignored -> rules.ringing().orElse(services.ringing()));
        b2bua.connect(transaction, ringing.map(target::noAnswer).orElse(target), call);
    }

    private static String caller(SipRequest request) {
        return request.addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                .findFirst()
                .orElse(request.from())
                .uri();
    }

    static String icid(SipRequest request) {
        return request.first(HeaderName.P_CHARGING_VECTOR).stream()
                .flatMap(vector -> Arrays.stream(vector.split(";")))
                .map(String::strip)
                .filter(part -> part.startsWith("icid-value="))
                .map(part -> part.substring("icid-value=".length()).replace("\"", ""))
                .findFirst()
                .orElse("");
    }

    /** How a call goes on that another node began. */
    public static B2bua.Recovery recovery(ServedCall.Services services) {
        return (callId, localTag) -> services.calls()
                .find(callId, localTag)
                .map(state -> new B2bua.Recovered(state, ServedCall.restored(services, state)));
    }
}
