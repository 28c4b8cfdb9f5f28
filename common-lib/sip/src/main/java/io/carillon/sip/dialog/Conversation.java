package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** What the two sides of a call say to each other inside of their dialogs (RFC 3261 §12.2, §14, §15). */
final class Conversation {
    private final BackToBackCall call;
    /** Tags of answers that came too many and were ended with BYE. */
    private final Set<String> dismissed = new HashSet<>();

    Conversation(BackToBackCall call) {
        this.call = call;
    }

    void received(ServerTransaction transaction) {
        var request = transaction.request();
        var found = call.legs.pairOf(request);
        if (call.isEnded() || found.isEmpty()) {
            transaction.respond(481);
            return;
        }
        var pair = found.get();
        var from = pair.sender(request).orElseThrow();
        if (!pair.with(from).accepts(request)) {
            transaction.respond(500);
        } else if (request.is(Method.BYE)) {
            bye(transaction, from, pair);
        } else if (request.is(Method.INVITE) && pendingInvite().isPresent()) {
            glare(transaction, from, pendingInvite().get());
        } else {
            call.bua()
                    .sessions()
                    .refusal(request)
                    .ifPresentOrElse(transaction::respond, () -> relay(transaction, from, pair));
        }
    }

    private Optional<Relay> pendingInvite() {
        return call.invites.stream().filter(Relay::isPending).findAny();
    }

    /** §14.2: 491 if the other side is asking, 500 if it is the same side that asks again. */
    private static void glare(ServerTransaction transaction, Party from, Relay pending) {
        if (pending.from == from) {
            transaction.respond(transaction
                    .request()
                    .reply(500)
                    .append(HeaderName.RETRY_AFTER, ThreadLocalRandom.current().nextInt(0, 11))
                    .build());
        } else {
            transaction.respond(491);
        }
    }

    private void bye(ServerTransaction transaction, Party from, DialogPair pair) {
        if (!call.isAnswered()) {
            transaction.respond(200);
            return; // only the caller may end an early dialog, and set-up sees to that (§15)
        }
        var end = new CallEnd(CallEnd.Cause.BYE, Optional.of(from), 200);
        call.turns.hungUp(transaction.request(), end);
        transaction.respond(200);
        acknowledgeWhatIsOpen();
        var other = from.other();
        call.turns.guarded("BYE", () -> {
            var bye = outgoing(transaction.request(), from, pair);
            call.legs.with(other).send(pair.with(other), bye, (exchange, response) -> {});
        });
        call.end(end);
    }

    private void relay(ServerTransaction transaction, Party from, DialogPair pair) {
        var relay = new Relay(from, transaction, pair);
        var other = from.other();
        SipRequest request;
        try {
            request = outgoing(transaction.request(), from, pair);
            var leg = call.legs.with(other);
            relay.outgoing(new Exchange(
                    leg.stack(),
                    request,
                    leg.listener(),
                    leg.hops(pair.with(other)),
                    (exchange, response) -> call.post(new CallEvent.Heard(relay, response))));
        } catch (SipParseException e) {
            transaction.respond(
                    transaction.request().reply(e.status(), e.reason()).build());
            return;
        }
        if (relay.isInvite()) {
            transaction.respond(transaction.request().reply(100).build());
            call.invites.add(relay);
            transaction.onCancel(() -> call.post(new CallEvent.Cancelled(transaction)));
        }
        relay.outgoing().send();
    }

    private SipRequest outgoing(SipRequest received, Party from, DialogPair pair) {
        var edit = pair.with(from.other()).stamp(HeaderPolicy.request(received), received.method());
        acknowledgedProvisional(received, from, edit);
        call.bua().sessions().request(edit, received);
        return call.turns.relay(from, received, edit).build();
    }

    /** RAck names the INVITE by the CSeq of its side (RFC 3262 §7.2); the RSeq is the same on both. */
    private void acknowledgedProvisional(SipRequest received, Party from, RequestEdit edit) {
        var rack = received.first(HeaderName.RACK)
                .map(value -> value.split("\\s+"))
                .orElse(new String[0]);
        if (rack.length != 3) {
            return;
        }
        for (var invite : call.invites) {
            if (invite.from == from
                    && Integer.toString(invite.incoming.request().cseq().number())
                            .equals(rack[1])) {
                int cseq = invite.outgoing().request().cseq().number();
                edit.set(HeaderName.RACK, rack[0] + " " + cseq + " " + rack[2]);
            }
        }
    }

    void heard(Relay relay, SipResponse response) {
        var pair = relay.pair();
        if (relay.isInvite() && response.isSuccess() && (pair.isEmpty() || relay.isAnswered() || call.isEnded())) {
            repeatedAnswer(relay, response);
        } else if (pair.isPresent() && !call.isEnded()) {
            passBack(relay, pair.get(), response);
        }
    }

    /** A 2xx again gets its ACK again; one that nobody waits for gets ACK and BYE (§13.2.2.4). */
    private void repeatedAnswer(Relay relay, SipResponse response) {
        var pair = relay.pair();
        var leg = call.legs.with(relay.from.other());
        if (pair.isPresent() && pair.get().with(relay.from.other()).matches(response)) {
            var dialog = pair.get().with(relay.from.other());
            relay.ack()
                    .or(() -> call.isEnded() ? Optional.of(ownAck(relay, dialog)) : Optional.empty())
                    .ifPresent(ack -> leg.ack(dialog, ack));
        } else if (dismissed.add(response.toTag().orElse(""))) {
            leg.dismiss(relay.outgoing().request(), response);
        } else {
            var dialog = Dialog.uac(relay.outgoing().request(), response);
            leg.ack(dialog, ownAck(relay, dialog));
        }
    }

    private static SipRequest ownAck(Relay relay, Dialog dialog) {
        return dialog.ack(relay.outgoing().request().cseq().number()).build();
    }

    private void passBack(Relay relay, DialogPair pair, SipResponse received) {
        var response = call.bua()
                .sessions()
                .answer(relay.incoming.request(), relay.outgoing().request(), received);
        if (response.isSuccess()) {
            pair.with(relay.from).refresh(relay.incoming.request());
            pair.with(relay.from.other()).refresh(response);
            if (relay.isInvite()) {
                call.answer(relay, pair, response);
                call.changed();
                return;
            }
            call.session.heard(response);
        }
        if (response.isFinal()) {
            relay.refused();
            if (relay.isInvite()) {
                call.invites.remove(relay);
            }
        }
        if (response.status() == 408 && !relay.isInvite()) {
            relay.incoming.abandon(); // RFC 4320 §4.2
            return;
        }
        var tag = pair.with(relay.from).state().localTag();
        var edit = HeaderPolicy.response(relay.incoming.request(), response, tag, call.legs.contact(relay.from));
        relay.incoming.respond(call.turns.relay(relay.from.other(), response, edit));
        if (response.isFinal()) {
            call.changed();
        }
    }

    /** The ACK goes to the other side with what it carries: the answer to a late offer. */
    void acknowledged(SipRequest ack) {
        for (var relay : call.invites) {
            if (relay.isAnswered()
                    && relay.incoming.request().cseq().number() == ack.cseq().number()
                    && relay.pair()
                            .flatMap(pair -> pair.sender(ack))
                            .filter(relay.from::equals)
                            .isPresent()) {
                if (relay.ack().isEmpty()) {
                    acknowledge(relay, HeaderPolicy.request(ack));
                }
                return;
            }
        }
    }

    private void acknowledge(Relay relay, RequestEdit edit) {
        var other = relay.from.other();
        var dialog = relay.pair().orElseThrow().with(other);
        var ack = dialog.stampAck(edit, relay.outgoing().request().cseq().number())
                .build();
        relay.acknowledged(ack);
        call.legs.with(other).ack(dialog, ack);
        var timers = call.timers();
        call.legs.with(other).stack().schedule(() -> call.invites.remove(relay), Duration.ofMillis(timers.end()));
    }

    /** Before a BYE every answer is acknowledged, even if its own ACK never came (§13.3.1.4). */
    void acknowledgeWhatIsOpen() {
        for (var relay : call.invites) {
            if (relay.isAnswered() && relay.ack().isEmpty()) {
                call.turns.guarded(
                        "ACK",
                        () -> acknowledge(
                                relay,
                                SipRequest.create(Method.ACK, "sip:to.be.replaced")
                                        .set(HeaderName.MAX_FORWARDS, 70)));
            } else if (relay.isPending()) {
                relay.outgoing().cancel();
                relay.incoming.respond(487);
                relay.refused();
            }
        }
    }

    /** Asks both sides whether they still know a call that has no session timers (RFC 3261 §11, §12.2.1.2). */
    void audit(DialogPair pair) {
        call.session.again();
        for (var party : Party.values()) {
            call.turns.guarded("OPTIONS", () -> {
                var options = pair.with(party).request(Method.OPTIONS).build();
                call.legs.with(party).send(pair.with(party), options, (exchange, response) -> {
                    if (response.status() == 408 || response.status() == 481) {
                        call.post(new CallEvent.Gone(party));
                    }
                });
            });
        }
        call.changed();
    }

    /** CANCEL of a re-INVITE; its 487 comes from the other side. */
    void cancelled(ServerTransaction invite) {
        for (var relay : call.invites) {
            if (relay.incoming == invite && relay.isPending()) {
                relay.outgoing().cancel(invite.cancelReasons().toArray(String[]::new));
            }
        }
    }
}
