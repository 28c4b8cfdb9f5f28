package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.BestResponse;
import io.carillon.sip.transaction.ServerTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The caller's INVITE goes from target to target until one answers or a side gives up (RFC 3261 §13). */
final class CallSetUp {
    private static final String ELSEWHERE = "SIP;cause=200;text=\"Call completed elsewhere\"";

    private final BackToBackCall call;
    private final ServerTransaction invite;
    private final Map<String, DialogPair> forks = new HashMap<>();
    /** The targets that are tried now, side by side. */
    private final List<Relay> trying = new ArrayList<>();

    private final List<SipResponse> refusals = new ArrayList<>();
    private @Nullable Duration ringing;
    private long due;
    private boolean over;

    CallSetUp(BackToBackCall call, ServerTransaction invite) {
        this.call = call;
        this.invite = invite;
    }

    void run(Target first) {
        ring(first);
        while (!over) {
            switch (call.inbox.take(millisLeft())) {
                case null -> noAnswer();
                case CallEvent.Heard(var relay, var response) when trying.contains(relay) -> heard(relay, response);
                case CallEvent.Heard(var relay, var response) -> call.heard(relay, response);
                case CallEvent.Received(var request) -> early(request);
                case CallEvent.Cancelled(var cancelled)
                when cancelled == invite ->
                    giveUp(
                            487,
                            new CallEnd(CallEnd.Cause.CANCELLED, Optional.of(Party.CALLER), 487),
                            invite.cancelReasons().toArray(String[]::new));
                case CallEvent.Released(var reason) ->
                    giveUp(480, new CallEnd(CallEnd.Cause.RELEASED, Optional.empty(), 480));
                case CallEvent.Silent ignored -> {}
                case CallEvent.Begun ignored -> {}
            }
        }
    }

    private long millisLeft() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime()));
    }

    /** A target may ring as long as a proxy would let it (Timer C), until it says that it rings. */
    private void ring(Target target) {
        refusals.clear();
        ringing = target.noAnswer();
        due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(call.timers().c());
        start(target);
        target.beside().forEach(this::start);
        if (trying.isEmpty()) {
            refused();
        }
    }

    private void start(Target target) {
        var relay = new Relay(Party.CALLER, invite);
        try {
            var leg = call.legs.calleeAt(target.listener());
            var request = outgoing(target);
            var hops = target.hops().isEmpty() ? leg.hops(request) : target.hops();
            call.legs.enter(request.callId(), request.fromTag().orElse(""));
            var exchange = new Exchange(
                    leg.stack(),
                    request,
                    leg.listener(),
                    hops,
                    (from, response) -> call.post(new CallEvent.Heard(relay, response)));
            relay.outgoing(exchange);
            trying.add(relay);
            call.invites.add(relay);
            exchange.send();
        } catch (SipParseException e) {
            refusals.add(invite.request().reply(e.status(), e.reason()).build());
        }
    }

    private SipRequest outgoing(Target target) {
        var received = invite.request();
        var edit = HeaderPolicy.request(received)
                .uri(target.uri())
                .setAll(HeaderName.ROUTE, target.route())
                .set(HeaderName.FROM, received.from().with("tag", ResponseEdit.newTag()))
                .set(HeaderName.CALL_ID, call.calleeCallId())
                .set(HeaderName.CSEQ, "1 " + Method.INVITE)
                .set(HeaderName.CONTACT, call.bua().contactAt(target.listener()));
        call.bua().sessions().request(edit, received);
        received.first(HeaderName.REPLACES)
                .flatMap(Replaces::parse)
                .flatMap(call.bua()::across)
                .ifPresent(
                        dialog -> edit.set(HeaderName.REPLACES, dialog)); // RFC 3891 §3: whoever gets it must know it
        return target.edit().apply(edit).build();
    }

    private void heard(Relay relay, SipResponse response) {
        if (response.isProvisional()) {
            progress(relay, response);
        } else if (response.isSuccess()) {
            answered(relay, response);
        } else {
            failed(relay, response);
        }
    }

    private void progress(Relay relay, SipResponse response) {
        var limit = ringing;
        if (limit != null && response.status() == 180) {
            ringing = null;
            due = System.nanoTime() + limit.toNanos(); // TS 24.604 §4.5.2.6.3: "no reply" counts from the ringing
        }
        call.turns.provisional(response);
        var pair = fork(relay, response);
        pair.callee().early(response);
        invite.respond(call.turns.relay(
                Party.CALLEE,
                response,
                HeaderPolicy.response(
                        invite.request(),
                        response,
                        pair.caller().state().localTag(),
                        call.legs.contact(Party.CALLER))));
    }

    /** Each To tag of the called side is a dialog of its own, and so towards the caller (§12.1). */
    private DialogPair fork(Relay relay, SipResponse response) {
        return forks.computeIfAbsent(
                relay.outgoing().request().fromTag() + response.toTag().orElse(""), ignored -> {
                    var tag = forks.isEmpty() ? call.firstTag() : ResponseEdit.newTag();
                    call.legs.enter(invite.request().callId(), tag);
                    var pair = new DialogPair(
                            Dialog.uas(invite.request(), tag, call.legs.contact(Party.CALLER)),
                            Dialog.uac(relay.outgoing().request(), response));
                    call.legs.add(pair);
                    return pair;
                });
    }

    private void answered(Relay relay, SipResponse received) {
        var response =
                call.bua().sessions().answer(invite.request(), relay.outgoing().request(), received);
        var pair = fork(relay, response);
        call.legs.calleeAt(relay.outgoing().listener());
        trying.remove(relay);
        leaveAll(ELSEWHERE);
        pair.callee().refresh(response);
        pair.caller().confirm();
        call.answered(pair, response);
        over = true;
        if (!call.turns.answered(response) || invite.isCancelled()) {
            int status = invite.isCancelled() ? 487 : 500;
            call.legs.with(Party.CALLEE).dismiss(relay.outgoing().request(), response);
            relay.refused();
            invite.respond(call.tagged(invite.request().reply(status)));
            call.end(new CallEnd(
                    status == 487 ? CallEnd.Cause.CANCELLED : CallEnd.Cause.RELEASED,
                    status == 487 ? Optional.of(Party.CALLER) : Optional.empty(),
                    status));
            return;
        }
        call.answer(relay, pair, response);
    }

    /** One of several targets may still answer, unless the user is wanted nowhere (6xx). */
    private void failed(Relay relay, SipResponse response) {
        leave(relay);
        refusals.add(response);
        if (response.status() >= 600) {
            leaveAll();
        }
        if (trying.isEmpty()) {
            refused();
        }
    }

    private void refused() {
        var response = BestResponse.of(refusals);
        var next = call.turns.failed(response);
        if (next.isPresent()) {
            ring(next.get());
            return;
        }
        var edit = HeaderPolicy.response(invite.request(), response, call.firstTag(), call.legs.contact(Party.CALLER));
        var sent = call.turns.relay(Party.CALLEE, response, edit);
        invite.respond(sent);
        finish(new CallEnd(CallEnd.Cause.REFUSED, Optional.of(Party.CALLEE), sent.status()));
    }

    private void noAnswer() {
        leaveAll("SIP;cause=480;text=\"No answer\"");
        var next = call.turns.silent();
        if (next.isPresent()) {
            ring(next.get());
        } else {
            giveUp(480, new CallEnd(CallEnd.Cause.NO_ANSWER, Optional.of(Party.CALLEE), 480));
        }
    }

    /** PRACK, UPDATE, INFO in an early dialog are relayed; a BYE of the caller gives up as a CANCEL does (§15). */
    private void early(ServerTransaction request) {
        if (request.request().is(Method.BYE) && call.legs.isFrom(Party.CALLER, request.request())) {
            request.respond(200);
            giveUp(487, new CallEnd(CallEnd.Cause.CANCELLED, Optional.of(Party.CALLER), 487));
        } else {
            call.received(request);
        }
    }

    private void leave(Relay relay) {
        relay.refused();
        trying.remove(relay);
        call.invites.remove(relay);
    }

    /** CANCEL to all that are tried; an answer that was on its way is dismissed. */
    private void leaveAll(String... reasons) {
        for (var relay : List.copyOf(trying)) {
            relay.outgoing().cancel(reasons);
            leave(relay);
        }
    }

    private void giveUp(int status, CallEnd end, String... reasons) {
        leaveAll(reasons);
        invite.respond(call.tagged(invite.request().reply(status)));
        finish(end);
    }

    private void finish(CallEnd end) {
        over = true;
        call.end(end);
    }
}
