package io.carillon.tas.session;

import io.carillon.sip.dialog.B2bua;
import io.carillon.sip.dialog.CallState;
import io.carillon.sip.dialog.Target;
import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.tas.barring.BarringService;
import io.carillon.tas.charging.OnlineCharging.ChargedCall;
import io.carillon.tas.charging.OnlineCharging.Credit;
import io.carillon.tas.featurecode.FeatureCodes;
import io.carillon.tas.identity.Identities;
import io.carillon.tas.shortnumber.ShortNumber;
import io.carillon.tas.simservs.MalformedDocument;
import io.carillon.tas.simservs.Simservs;
import io.carillon.tas.simservs.Simservs.Restriction;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An INVITE on the ISC path, for the caller or for the callee (TS 24.229 §5.7.5 · docs/flows/call.md). */
public final class CallFlow {
    private static final Logger LOG = LoggerFactory.getLogger(CallFlow.class);

    private final ServedCall.Services services;
    private final B2bua b2bua;
    private final FeatureCodeFlow codes;

    public CallFlow(ServedCall.Services services, B2bua b2bua, FeatureCodeFlow codes) {
        this.services = services;
        this.b2bua = b2bua;
        this.codes = codes;
    }

    /** @param request the INVITE without our own Route: what is left leads back to the S-CSCF */
    public void handle(ServerTransaction transaction, SipRequest request) {
        var user = ServedUser.of(request);
        var route = request.all(HeaderName.ROUTE);
        if (user.diverting()) {
            goOn(transaction, request, user, route);
        } else if (user.originating() && codes.codes().isCode(request.uri())) {
            codes.handle(transaction);
        } else if (user.originating()) {
            originate(transaction, request, user, route);
        } else {
            terminate(transaction, request, user, route);
        }
    }

    /** The caller's services, then the caller's money, then the call (TS 24.611 §4.5.2.4, TS 32.260 §5.3.2.2). */
    private void originate(ServerTransaction transaction, SipRequest request, ServedUser user, List<String> route) {
        transaction.respond(request.reply(100).build()); // the charging node may take longer than T1
        var data = data(user);
        var prefixed = codes.codes().prefixed(request.uri());
        var callee = prefixed.map(FeatureCodes.Prefixed::target)
                .or(() -> ShortNumber.target(data.shortNumbers(), request.uri()))
                .orElse(request.uri());
        var restriction =
                Identities.forThisCall(data.identity().restriction(), prefixed.map(FeatureCodes.Prefixed::withheld));
        var situation = Situation.outgoing(request, callee, services.rules().countryCode(), now());
        BarringService.outgoing(data.outgoing(), situation).ifPresent(barred -> {
            throw barred;
        });
        var caller = user.impu();
        var target = Target.of(callee, "core").via(route).edit(edit -> Identities.caller(edit, request, restriction));
        var charged = new ChargedCall(caller.value(), caller.value(), callee, icid(request));
        connect(transaction, target, charged, new ServedCall(services, user, charged, request, data.identity()));
    }

    /**
     * A call that this user diverted goes on: the user pays for that part, and may not call there if barred (TS 24.611
     * §4.6.5). The caller stays who it is.
     */
    private void goOn(ServerTransaction transaction, SipRequest request, ServedUser user, List<String> route) {
        transaction.respond(request.reply(100).build());
        var situation =
                Situation.outgoing(request, request.uri(), services.rules().countryCode(), now());
        BarringService.outgoing(data(user).outgoing(), situation).ifPresent(barred -> {
            throw barred;
        });
        var charged = new ChargedCall(user.impu().value(), caller(request), request.uri(), icid(request));
        var target = Target.of(request.uri(), "core").via(route);
        connect(
                transaction,
                target,
                charged,
                new ServedCall(services, user, charged, request, Simservs.Identity.INITIAL));
    }

    /** Money first (TS 32.260 §5.3.2.2). */
    private void connect(ServerTransaction transaction, Target target, ChargedCall charged, ServedCall call) {
        switch (services.charging().open(charged)) {
            case Credit.Granted granted -> {
                if (transaction.isCancelled()) {
                    services.charging().close(charged, granted.session(), 1, Duration.ZERO, 487);
                    throw new SipFailure(487);
                }
                b2bua.connect(transaction, target, call.metered(granted));
            }
            case Credit.Refused(var result) -> {
                LOG.info("{} may not call: {}", charged.payer(), result);
                throw new SipFailure(402);
            }
            case Credit.Unavailable(var reason) -> {
                LOG.warn("Call of {} without charging: {}", charged.payer(), reason);
                if (!services.callWithoutCharging()) {
                    throw new SipFailure(503, "Charging Unavailable");
                }
                b2bua.connect(transaction, target, call);
            }
        }
    }

    /** The callee's services say where the call goes, and go on saying it as phones refuse or ring in vain. */
    private void terminate(ServerTransaction transaction, SipRequest request, ServedUser user, List<String> route) {
        var data = data(user);
        var callee = new CalleeServices(data, request, Situation.incoming(request, now()), route, services.rules());
        var target = callee.begin(user.registered());
        var charged = new ChargedCall("", caller(request), user.impu().value(), icid(request));
        var call = new ServedCall(services, user, charged, request, data.identity()).of(callee);
        call.announce(b2bua.connect(transaction, target, call));
    }

    /** A document that cannot be read must not cut its user off; but what it might have hidden stays hidden. */
    private Simservs data(ServedUser user) {
        try {
            return services.data().of(user.impu());
        } catch (MalformedDocument e) {
            LOG.error("ALARM The services document of {} cannot be read: {}", user.impu(), e.getMessage());
            return Simservs.NONE.with(
                    new Simservs.Identity(true, Restriction.RESTRICTED, true, Restriction.RESTRICTED));
        }
    }

    private ZonedDateTime now() {
        return services.clock().instant().atZone(services.rules().zone());
    }

    private static String caller(SipRequest request) {
        return request.addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                .findFirst()
                .orElse(request.from())
                .uri();
    }

    private static String icid(SipRequest request) {
        return ChargingVector.of(request).icid();
    }

    /** How a call goes on that another node began: that node hears that it is here now. */
    public static B2bua.Recovery recovery(ServedCall.Services services) {
        return new B2bua.Recovery() {
            @Override
            public Optional<B2bua.Recovered> find(String callId, String localTag) {
                return services.calls().find(callId, localTag).map(found -> {
                    if (!found.owner().equals(services.node())) {
                        services.calls().take(Calls.Name.of(found.state()), found.owner());
                        services.calls().save(found.state()); // before its session timer asks whose it is
                    }
                    return new B2bua.Recovered(found.state(), ServedCall.restored(services, found.state()));
                });
            }

            @Override
            public Optional<CallState> look(String callId, String localTag) {
                return services.calls().find(callId, localTag).map(Calls.Found::state);
            }
        };
    }
}
