package io.carillon.sbc.pcscf;

import io.carillon.node.cdr.Ending;
import io.carillon.sbc.pcscf.Border.Leg;
import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Requests inside a dialog (TS 24.229 §5.2.6.3.5 to §5.2.6.3.9, §5.2.6.4.5 to §5.2.6.4.9): a phone's go the way that was
 * recorded when the dialog was made, those for it to its flow. Offers are anchored, a BYE ends the media.
 */
public final class DialogFlow {
    private static final int FLOW_FAILED = 430;
    private final Border border;
    private final AccessUsers users;
    private final Calls calls;
    private final SessionMedia media;
    private final Reanchoring reanchoring;
    private final Proxy proxy;

    public DialogFlow(
            Border border, AccessUsers users, Calls calls, SessionMedia media, Reanchoring reanchoring, Proxy proxy) {
        this.border = border;
        this.users = users;
        this.calls = calls;
        this.media = media;
        this.reanchoring = reanchoring;
        this.proxy = proxy;
    }

    void fromPhone(ServerTransaction transaction, SipRequest request, Leg leg) {
        var call = call(request, leg, true);
        checkSender(transaction.arrival(), call);
        var onward = Trust.fromPhone(request)
                .remove(HeaderName.P_PREFERRED_IDENTITY)
                .remove(HeaderName.PROXY_REQUIRE)
                .setAll(HeaderName.ROUTE, route(request, call))
                .set(HeaderName.P_ASSERTED_IDENTITY, "<" + call.facts().identity() + ">");
        if (!call.facts().icid().isEmpty()) {
            onward.set(
                    HeaderName.P_CHARGING_VECTOR,
                    ChargingVector.begun(call.facts().icid()));
        }
        var built = onward.build();
        forward(transaction, built, leg, call, hops(built), true);
    }

    /** The other network may have opened another connection meanwhile, from another of its addresses even. */
    public void fromTrunk(ServerTransaction transaction, SipRequest request, Leg leg, String trunk) {
        follow(transaction.arrival(), call(request, leg, true), trunk);
        fromPhone(transaction, request, leg);
    }

    private void follow(Arrival arrival, Call call, String trunk) {
        var account = call.facts().account();
        if (account == null || !trunk.equals(account.extra().get(Account.TRUNK))) {
            throw new SipFailure(403, "Not Your Call");
        }
        var flow = border.flow(arrival);
        if (!flow.equals(call.facts().flow())) {
            call.change(facts -> facts.movedTo(flow));
            call.keep();
        }
    }

    void toPhone(ServerTransaction transaction, SipRequest request, Leg leg) {
        var call = call(request, leg, false);
        var onward = Trust.toPhone(request).remove(HeaderName.ROUTE).build();
        forward(
                transaction,
                onward,
                leg,
                call,
                List.of(FlowToken.hop(call.facts().flow())),
                false);
    }

    /** The connection is gone, with its border even: the device may have registered over another (RFC 5626 §5.3). */
    private boolean followed(Call call, SipResponse failure) {
        var facts = call.facts();
        var moved = failure.status() == FLOW_FAILED
                ? users.ofDevice(facts.device(), facts.identity())
                        .filter(user -> !user.flow().equals(facts.flow()))
                : Optional.<AccessUser>empty();
        moved.ifPresent(user -> {
            call.change(each -> each.movedTo(user.flow()));
            call.keep();
        });
        return moved.isPresent();
    }

    private Call call(SipRequest request, Leg leg, boolean fromPhone) {
        var key = leg.key(request, fromPhone);
        var call = negotiates(request) ? Call.find(calls, key) : Call.recall(calls, key);
        return call.orElseThrow(() -> new SipFailure(481));
    }

    private static boolean negotiates(SipRequest request) {
        return request.is(Method.INVITE) || request.is(Method.UPDATE) || request.is(Method.PRACK);
    }

    /** The phone of this call, at its flow, at a new one it registered over, or with a connection from its address. */
    private void checkSender(Arrival arrival, Call call) {
        var flow = border.flow(arrival);
        var facts = call.facts();
        if (flow.equals(facts.flow())) {
            return;
        }
        var way = FlowToken.way(facts.flow());
        var user = users.onFlow(flow)
                .filter(each -> each.identity(facts.identity()).isPresent());
        if (user.isPresent()) {
            call.change(each -> each.movedTo(flow));
            call.keep();
        } else if (way.isProtected()
                || way.isTrunk()
                || !FlowToken.host(facts.flow()).equals(arrival.remote().getAddress())) {
            throw new SipFailure(403, "Not Your Call");
        }
    }

    /** What the phone writes into Route is replaced by what was recorded (§5.2.6.3.5). */
    private static List<String> route(SipRequest request, Call call) {
        return request.toTag()
                .flatMap(tag -> Optional.ofNullable(call.facts().routes().get(tag)))
                .orElseThrow(() -> new SipFailure(481));
    }

    private List<Hop> hops(SipRequest request) {
        var hops = border.stack().locator().locateInDialog(Routes.next(request));
        if (hops.isEmpty()) {
            throw new SipFailure(504, "No Way On");
        }
        return hops;
    }

    private void forward(
            ServerTransaction transaction, SipRequest request, Leg leg, Call call, List<Hop> hops, boolean fromPhone) {
        if (reanchoring.collides(call, request)) {
            throw new SipFailure(491);
        }
        proxy.forward(
                transaction,
                negotiates(request)
                        ? negotiating(request, leg, call, hops, fromPhone)
                        : plain(request, leg, call, hops, fromPhone));
    }

    private Forward plain(SipRequest request, Leg leg, Call call, List<Hop> hops, boolean fromPhone) {
        var numbered = Numbering.request(request, call.facts().talk(), fromPhone);
        return to(numbered, hops, call, fromPhone, forward -> {
            var answered = forward.onResponse(response -> crossing(response, request, call, fromPhone));
            var ending = Ending.hungUp(fromPhone == (leg == Leg.ORIGINATING));
            return request.is(Method.BYE)
                    ? answered.onDone(done -> border.afterwards(request.callId(), () -> media.end(call, ending)))
                    : answered;
        });
    }

    private Forward negotiating(SipRequest request, Leg leg, Call call, List<Hop> hops, boolean fromPhone) {
        var talk = call.facts().talk();
        if (talk != null) {
            call.change(facts -> facts.talking(talk.after(request, fromPhone)));
        }
        var exchange = media.begin(call, request, fromPhone);
        var anchored = Numbering.request(exchange.request(), talk, fromPhone);
        call.keep(); // the offer may have moved to another relay
        return to(anchored, hops, call, fromPhone, forward -> {
            var answered = forward.onLaneResponse(
                    response -> {
                        call.refresh();
                        refreshed(call, response, fromPhone);
                        return exchange.response(crossing(response, request, call, fromPhone));
                    },
                    DialogFlow::notThisDialog);
            var phone = FlowToken.way(call.facts().flow());
            return request.is(Method.PRACK)
                    ? answered
                    : answered.recordRoute(border.recordRoutes(leg, fromPhone, phone));
        });
    }

    /** A request in a dialog is answered by that one alone. */
    private static SipResponse notThisDialog(SipResponse further) {
        throw new SipFailure(481, "Another Dialog Answers");
    }

    /** A 2xx to INVITE or UPDATE begins the session's interval anew (RFC 4028 §10), and may move its sender. */
    private void refreshed(Call call, SipResponse response, boolean fromPhone) {
        var talk = call.facts().talk();
        if (talk != null && response.isSuccess() && !response.method().equals(Method.PRACK)) {
            var timer = Refreshment.of(response, fromPhone, media.now());
            call.change(
                    facts -> facts.talking(talk.answeredBy(!fromPhone, response).refreshed(timer)));
        }
    }

    /** @param manner what becomes of the responses */
    private Forward to(
            SipRequest request, List<Hop> hops, Call call, boolean fromPhone, UnaryOperator<Forward> manner) {
        if (fromPhone) {
            return manner.apply(Forward.to(Border.CORE, new Branch(request, hops)));
        }
        return manner.apply(toPhone(request, hops, call))
                .otherwise(failure -> followed(call, failure)
                        ? Optional.of(manner.apply(toPhone(
                                request, List.of(FlowToken.hop(call.facts().flow())), call)))
                        : Optional.empty());
    }

    private static Forward toPhone(SipRequest request, List<Hop> hops, Call call) {
        return Forward.to(FlowToken.way(call.facts().flow()).listener(), new Branch(request, hops));
    }

    private static SipResponse crossing(SipResponse response, SipRequest request, Call call, boolean fromPhone) {
        var numbered = Numbering.response(response, request);
        return fromPhone
                ? Trust.toPhone(numbered).build()
                : Trust.fromPhone(
                        numbered, call.facts().identity(), call.facts().icid());
    }

    /** The ACK to a 2xx. */
    void acknowledge(SipRequest ack, Leg leg, Arrival arrival, boolean fromPhone) {
        var call = call(ack, leg, fromPhone);
        if (fromPhone) {
            checkSender(arrival, call);
            var onward = Trust.fromPhone(ack)
                    .setAll(HeaderName.ROUTE, route(ack, call))
                    .build();
            proxy.forwardAck(anchored(call, onward, true), hops(onward).getFirst(), Border.CORE);
        } else {
            var onward = Trust.toPhone(ack).remove(HeaderName.ROUTE).build();
            var phone = FlowToken.way(call.facts().flow());
            proxy.forwardAck(anchored(call, onward, false), phone.hop(), phone.listener());
        }
    }

    /** The ACK of another network. */
    public void acknowledgeFromTrunk(SipRequest ack, Leg leg, Arrival arrival, String trunk) {
        follow(arrival, call(ack, leg, true), trunk);
        acknowledge(ack, leg, arrival, true);
    }

    private SipRequest anchored(Call call, SipRequest ack, boolean fromPhone) {
        return Numbering.request(
                media.begin(call, ack, fromPhone).request(), call.facts().talk(), fromPhone);
    }
}
