package io.carillon.sbc.pcscf;

import io.carillon.identity.SipUri;
import io.carillon.node.cdr.Ending;
import io.carillon.sbc.pcscf.Border.Leg;
import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transaction.ClientTransaction;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Hop;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Initial requests at the P-CSCF, from and to a phone (TS 24.229 §5.2.6.3, §5.2.6.4 · docs/flows/call.md). */
public final class SessionFlow {
    private final Border border;
    private final AccessUsers users;
    private final Calls calls;
    private final SessionMedia media;
    private final CallRelease release;
    private final SignallingPaths signalling;
    private final Records records;
    private final Proxy proxy;

    public SessionFlow(
            Border border,
            AccessUsers users,
            Calls calls,
            SessionMedia media,
            CallRelease release,
            SignallingPaths signalling,
            Records records,
            Proxy proxy) {
        this.border = border;
        this.users = users;
        this.calls = calls;
        this.media = media;
        this.release = release;
        this.signalling = signalling;
        this.records = records;
        this.proxy = proxy;
    }

    /** An initial request on its way through. */
    private record Passage(
            ServerTransaction transaction,
            SipRequest request,
            Leg leg,
            Call call,
            List<Hop> hops,
            FlowToken.Way phone,
            Optional<String> trunk) {
        boolean fromPhone() {
            return leg == Leg.ORIGINATING;
        }
    }

    /** A phone calls: its identity is asserted, its route enforced (§5.2.6.3.3). */
    void fromPhone(ServerTransaction transaction, SipRequest request) {
        var arrival = transaction.arrival();
        var user = users.sender(border.flow(arrival), arrival, request)
                .orElseThrow(() -> new SipFailure(403, "Register First"));
        checkRoute(request, user);
        var icid = UUID.randomUUID().toString();
        var facts = CallFacts.of(user.flow(), user.device(), user.asserted(request), icid);
        var onward = intoCore(request, List.of(facts.identity()), user.serviceRoute(), ChargingVector.begun(icid));
        originate(transaction, onward, facts, Optional.empty());
    }

    /**
     * Another network calls one of our users (TS 24.229 §5.10.3): as with a phone nothing that it says of the core is
     * believed, but who its caller is, which {@code identities} say, is for it to know.
     *
     * @param trunk that it has proved to be
     * @param network what charging calls it
     */
    public void fromTrunk(
            ServerTransaction transaction, SipRequest request, List<String> identities, String trunk, String network) {
        var icid = UUID.randomUUID().toString();
        var facts = CallFacts.of(border.flow(transaction.arrival()), "", identities.getFirst(), icid);
        var vector = ChargingVector.begun(icid) + ";orig-ioi=\"" + network + "\"";
        var onward = intoCore(request, identities, List.of("<" + border.icscf().withParam("lr") + ">"), vector);
        originate(transaction, onward, facts, Optional.of(trunk));
    }

    private static SipRequest intoCore(
            SipRequest request, List<String> identities, List<String> route, String chargingVector) {
        return Trust.fromPhone(request)
                .remove(HeaderName.P_PREFERRED_IDENTITY)
                .remove(HeaderName.PROXY_REQUIRE)
                .setAll(HeaderName.ROUTE, route)
                .setAll(
                        HeaderName.P_ASSERTED_IDENTITY,
                        identities.stream().map(each -> "<" + each + ">").toList())
                .set(HeaderName.P_CHARGING_VECTOR, chargingVector)
                .build();
    }

    private void originate(ServerTransaction transaction, SipRequest onward, CallFacts facts, Optional<String> trunk) {
        var hops = onward.all(HeaderName.ROUTE).stream()
                .findFirst()
                .map(route ->
                        border.stack().locator().locate(NameAddr.parse(route).sipUri()))
                .orElse(List.of());
        if (hops.isEmpty()) {
            throw new SipFailure(504, "No CSCF");
        }
        var way = FlowToken.way(facts.flow());
        forward(new Passage(transaction, onward, Leg.ORIGINATING, call(onward, true, facts), hops, way, trunk));
    }

    /** No phone chooses its way through the core: none or exactly the Service-Route is accepted (§5.2.6.3.3 step 3). */
    private static void checkRoute(SipRequest request, AccessUser user) {
        var route = request.addresses(HeaderName.ROUTE).stream()
                .map(NameAddr::sipUri)
                .toList();
        var wanted = user.serviceRoute().stream()
                .map(each -> NameAddr.parse(each).sipUri())
                .toList();
        if (!route.isEmpty() && !route.equals(wanted)) {
            throw new SipFailure(403, "Route Not Allowed");
        }
    }

    /** A phone is called: the flow token of our Path tells where it is (§5.2.6.4.3). */
    void toPhone(ServerTransaction transaction, SipRequest request, SipUri path) {
        var token = path.user().orElseThrow(() -> new SipFailure(404));
        var phone = FlowToken.way(token);
        var user = users.onFlow(token);
        if (user.filter(AccessUser::lost).isPresent()) {
            throw new SipFailure(430);
        }
        if (signalling.borderIsGone(path, phone)) {
            user.ifPresent(each -> border.afterwards(request.callId(), () -> signalling.borderLost(each)));
            throw new SipFailure(430);
        }
        var called = request.address(HeaderName.P_CALLED_PARTY_ID)
                .map(NameAddr::uri)
                .or(() -> user.map(AccessUser::defaultIdentity))
                .orElse(request.uri());
        var device = user.map(AccessUser::device).orElse("");
        var facts = CallFacts.of(
                        token, device, called, ChargingVector.of(request).icid())
                .routed(request.fromTag().orElse(""), request.all(HeaderName.RECORD_ROUTE));
        var onward = Trust.toPhone(request).build();
        var call = call(request, false, facts);
        forward(new Passage(transaction, onward, Leg.TERMINATING, call, List.of(phone.hop()), phone, Optional.empty()));
    }

    private Call call(SipRequest request, boolean fromPhone, CallFacts facts) {
        var leg = fromPhone ? Leg.ORIGINATING : Leg.TERMINATING;
        return Call.begin(calls, leg.key(request, fromPhone), facts);
    }

    private void forward(Passage passage) {
        var request = passage.request();
        if (request.is(Method.INVITE)) {
            invite(passage);
        } else if (request.is(Method.SUBSCRIBE) || request.is(Method.REFER)) {
            subscribe(passage);
        } else {
            proxy.forward(
                    passage.transaction(), to(passage, request).onResponse(response -> crossing(passage, response)));
        }
    }

    private static Forward to(Passage passage, SipRequest request) {
        return Forward.to(
                passage.fromPhone() ? Border.CORE : passage.phone().listener(), new Branch(request, passage.hops()));
    }

    private String[] recordRoutes(Passage passage) {
        return border.recordRoutes(passage.leg(), passage.fromPhone(), passage.phone());
    }

    private void invite(Passage passage) {
        var call = passage.call();
        call.change(facts -> {
            var account = records.begin(passage.request(), passage.fromPhone(), facts.identity());
            return facts.billed(passage.trunk().map(account::overTrunk).orElse(account));
        });
        var exchange = media.begin(call, passage.request(), passage.fromPhone());
        var sent = new AtomicReference<@Nullable ClientTransaction>();
        proxy.forward(
                passage.transaction(),
                to(passage, exchange.request())
                        .recordRoute(recordRoutes(passage))
                        .onSent(sent::set)
                        .onLaneResponse(
                                response -> {
                                    call.recall();
                                    rings(passage, response, sent.get());
                                    learnRoute(call, passage.leg(), response);
                                    return answered(passage, exchange, response);
                                },
                                refusal(passage))
                        .onDone(done -> abandonUnanswered(passage, done)));
    }

    /** From now on somebody must be told if this node goes. */
    private static void rings(Passage passage, SipResponse response, @Nullable ClientTransaction sent) {
        var call = passage.call();
        if (response.isProvisional() && call.facts().ringing() == null) {
            var invite = passage.transaction().request();
            call.change(facts -> facts.ringing(Ringing.of(invite, passage.leg(), facts.flow(), sent)));
        }
    }

    private SipResponse answered(Passage passage, MediaExchange exchange, SipResponse response) {
        var call = passage.call();
        if (response.isSuccess()) {
            var now = records.now();
            var talk = Talk.of(Talk.target(passage.request()), response, passage.fromPhone())
                    .refreshed(Refreshment.of(response, passage.fromPhone(), now));
            call.change(facts -> facts.talking(talk).accounting(account -> account.answered(response, now)));
        }
        var onward = exchange.response(crossing(passage, response));
        if (response.isSuccess() && !onward.isSuccess()) {
            release.abandon(call, passage.fromPhone(), onward);
        }
        return onward;
    }

    /**
     * Two devices answered at once (RFC 3261 §16.7 step 10). A call has one relay and one bearer, and many phones know
     * what to do with one 200 only: the later one is ended from here, and goes no further. This waits for it when the rest
     * of the passage is long over, so it holds no message and no more of the facts than that takes.
     */
    private UnaryOperator<SipResponse> refusal(Passage passage) {
        var leg = passage.leg();
        boolean fromPhone = passage.fromPhone();
        var begun = passage.call().facts();
        var facts = CallFacts.of(begun.flow(), "", begun.identity(), "");
        var caller = Talk.target(passage.request());
        return second -> {
            var key = leg.key(second, fromPhone);
            var call = Call.recall(calls, key).orElseGet(() -> Call.begin(calls, key, facts));
            learnRoute(call, leg, second);
            var talk = Talk.of(caller, second, fromPhone);
            release.end(call, talk, fromPhone, "SIP;cause=200;text=\"Call completed elsewhere\"");
            throw new SipFailure(481, "Answered Elsewhere");
        };
    }

    /** The first NOTIFY may overtake the 2xx that makes the dialog (RFC 6665 §4.4.1): the facts are there before. */
    private void subscribe(Passage passage) {
        var call = passage.call();
        call.keep();
        proxy.forward(
                passage.transaction(),
                to(passage, passage.request())
                        .recordRoute(recordRoutes(passage))
                        .onLaneResponse(response -> {
                            learnRoute(call, passage.leg(), response);
                            call.keep();
                            return crossing(passage, response);
                        })
                        .onDone(done -> abandonUnanswered(passage, done)));
    }

    private void abandonUnanswered(Passage passage, SipResponse done) {
        if (!done.isSuccess()) {
            border.afterwards(passage.request().callId(), () -> media.end(passage.call(), Ending.unanswered(done)));
        }
    }

    /** A calling phone's later requests go where the responses' Record-Route says, whatever it says itself (§5.2.6.3.4). */
    private void learnRoute(Call call, Leg leg, SipResponse response) {
        var tag = response.toTag();
        if (leg != Leg.ORIGINATING || tag.isEmpty() || response.status() >= 300) {
            return;
        }
        if (response.isSuccess() || response.has(HeaderName.RECORD_ROUTE)) {
            var beyond = border.beyond(leg, response);
            call.change(facts -> facts.routed(tag.get(), beyond));
        }
    }

    private static SipResponse crossing(Passage passage, SipResponse response) {
        var facts = passage.call().facts();
        return passage.fromPhone()
                ? Trust.toPhone(response).build()
                : Trust.fromPhone(response, facts.identity(), facts.icid());
    }
}
