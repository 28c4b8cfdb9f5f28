package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.Timers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call between two dialogs: the B2BUA's (RFC 3261 §6). Made by {@link B2bua}.
 *
 * <p>Its events are handled one after the other on a virtual thread of its own; everything but the public methods runs
 * there.
 */
public final class BackToBackCall {
    private static final Logger LOG = LoggerFactory.getLogger(BackToBackCall.class);

    final Turns turns;
    final Legs legs;
    final SessionTimer session;
    final Inbox<CallEvent> inbox;
    /** INVITEs under way, or answered not long ago. */
    final List<Relay> invites = new CopyOnWriteArrayList<>();

    private final B2bua bua;
    private final String callId;
    private final String firstTag = ResponseEdit.newTag();
    private final String calleeCallId;
    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private final @Nullable ServerTransaction invite;
    private final Conversation conversation = new Conversation(this);
    private volatile @Nullable DialogPair confirmed;
    private volatile long answeredAt;
    private boolean ended;

    BackToBackCall(B2bua bua, CallHooks hooks, ServerTransaction invite) {
        this.bua = bua;
        this.turns = new Turns(this, hooks);
        this.invite = invite;
        this.callId = invite.request().callId();
        this.calleeCallId = bua.calleeCallId(callId);
        var listener = invite.arrival().listener();
        this.legs = new Legs(bua, this, listener, listener);
        this.inbox = new Inbox<>(callId, this::on, bua.stack()::hold);
        this.session = new SessionTimer(bua, () -> post(new CallEvent.SessionDue()));
    }

    BackToBackCall(B2bua bua, CallHooks hooks, CallState state) {
        this.bua = bua;
        this.turns = new Turns(this, hooks);
        this.invite = null;
        this.callId = state.caller().callId();
        this.calleeCallId = state.callee().callId();
        this.legs = new Legs(bua, this, state.callerListener(), state.calleeListener());
        this.inbox = new Inbox<>(callId, this::on, bua.stack()::hold);
        this.session = new SessionTimer(bua, () -> post(new CallEvent.SessionDue()));
        var pair = new DialogPair(Dialog.of(state.caller()), Dialog.of(state.callee()));
        legs.add(pair);
        confirmed = pair;
        answeredAt = state.answeredAt();
        notes.putAll(state.notes());
        legs.enter(callId, state.caller().localTag());
        legs.enter(calleeCallId, state.callee().localTag());
        session.set(state.sessionExpires(), state.refreshedAt());
    }

    /** The caller's INVITE as it came; empty in a call that was restored. */
    public Optional<SipRequest> invite() {
        return Optional.ofNullable(invite).map(ServerTransaction::request);
    }

    /** What goes on with this call. */
    public CallHooks hooks() {
        return turns.hooks();
    }

    /** Call-ID of the dialog with the caller. */
    public String callId() {
        return callId;
    }

    /** Call-ID of the dialog with the called side. */
    public String calleeCallId() {
        return calleeCallId;
    }

    /** What a store needs. @throws IllegalStateException before the called side has answered */
    public CallState state() {
        var pair = confirmed;
        if (pair == null) {
            throw new IllegalStateException("Call " + callId + " is not answered yet");
        }
        return new CallState(
                pair.caller().state(),
                legs.with(Party.CALLER).listener(),
                pair.callee().state(),
                legs.with(Party.CALLEE).listener(),
                answeredAt,
                session.seconds(),
                session.refreshedAt(),
                notes);
    }

    public boolean isAnswered() {
        return confirmed != null;
    }

    /** Facts of the service that go with the state. */
    public Map<String, String> notes() {
        return Map.copyOf(notes);
    }

    public void note(String name, String value) {
        notes.put(name, value);
    }

    /** Tells the caller a provisional status of our own, such as 181. */
    public void progress(int status, UnaryOperator<ResponseEdit> edit) {
        var waiting = invite;
        if (waiting != null) {
            // With its tag it makes a dialog, and who makes one says how it is reached (RFC 3261 §12.1.1).
            var reply = waiting.request()
                    .reply(status)
                    .toTag(firstTag)
                    .setAll(HeaderName.RECORD_ROUTE, waiting.request().all(HeaderName.RECORD_ROUTE))
                    .set(HeaderName.CONTACT, legs.contact(Party.CALLER));
            waiting.respond(edit.apply(reply).build());
        }
    }

    /**
     * Ends the call: BYE to both sides, or 480 and CANCEL before the answer.
     *
     * @param reason a Reason value for the BYEs (RFC 3326), or nothing
     */
    public void release(String reason) {
        post(new CallEvent.Released(reason));
    }

    /** Another node goes on with this answered call: it leaves this one without a word to either side. */
    public void forget() {
        post(new CallEvent.Forgotten());
    }

    boolean post(CallEvent event) {
        return inbox.post(event);
    }

    private void on(CallEvent event) {
        try {
            handle(event);
        } catch (RuntimeException e) {
            LOG.error("Call {} failed at {}", callId, event.getClass().getSimpleName(), e);
            failedAt(event);
        }
    }

    /** Whoever waits for an answer gets one, even if a hook failed. */
    private void failedAt(CallEvent event) {
        switch (event) {
            case CallEvent.Received(var request) -> request.respond(500);
            case CallEvent.Heard(var relay, var ignored) -> relay.incoming.respond(500);
            case CallEvent.Begun(var incoming, var ignored) -> {
                incoming.respond(tagged(incoming.request().reply(500)));
                invites.forEach(relay -> relay.outgoing().cancel());
                end(new CallEnd(CallEnd.Cause.RELEASED, Optional.empty(), 500));
            }
            case CallEvent.Silent ignored -> {}
        }
    }

    private void handle(CallEvent event) {
        switch (event) {
            case CallEvent.Begun(var incoming, var target) -> new CallSetUp(this, incoming).run(target);
            case CallEvent.Heard(var relay, var response) -> conversation.heard(relay, response);
            case CallEvent.Received(var request) -> conversation.received(request);
            case CallEvent.Acknowledged(var ack) -> conversation.acknowledged(ack);
            case CallEvent.NotAcknowledged(var relay) ->
                hangUp(new CallEnd(CallEnd.Cause.NO_ACK, Optional.of(relay.from), 200), "");
            case CallEvent.Cancelled(var cancelled) -> conversation.cancelled(cancelled);
            case CallEvent.SessionDue ignored -> sessionDue();
            case CallEvent.Gone(var side) -> sessionExpired(Optional.of(side));
            case CallEvent.Forgotten ignored -> forgotten();
            case CallEvent.Released(var reason) ->
                hangUp(new CallEnd(CallEnd.Cause.RELEASED, Optional.empty(), 200), reason);
        }
    }

    /** A response; one that nobody waits for any more is dismissed if it is an answer. */
    void heard(Relay relay, SipResponse response) {
        conversation.heard(relay, response);
    }

    void received(ServerTransaction request) {
        conversation.received(request);
    }

    /** The called side's answer goes to the caller, and again until its ACK comes. */
    void answer(Relay relay, DialogPair pair, SipResponse response) {
        var request = relay.incoming.request();
        var edit = HeaderPolicy.response(
                request, response, pair.with(relay.from).state().localTag(), legs.contact(relay.from));
        var sent = turns.relay(relay.from.other(), response, edit);
        var answer = new Answer(bua.stack(), relay.incoming, sent, () -> post(new CallEvent.NotAcknowledged(relay)));
        relay.answered(pair, answer);
        answer.send();
        session.heard(response);
    }

    void answered(DialogPair pair, SipResponse response) {
        confirmed = pair;
        answeredAt = bua.clock().millis();
        session.heard(response);
    }

    boolean isEnded() {
        return ended;
    }

    B2bua bua() {
        return bua;
    }

    Timers timers() {
        return bua.stack().timers();
    }

    /** Our tag towards the caller in the first dialog and in responses that make none. */
    String firstTag() {
        return firstTag;
    }

    SipResponse tagged(ResponseEdit reply) {
        return reply.toTag(firstTag).build();
    }

    void changed() {
        if (confirmed != null && !ended) {
            turns.changed();
        }
    }

    /** BYE to both sides. */
    void hangUp(CallEnd end, String reason) {
        var pair = confirmed;
        if (ended || pair == null) {
            return;
        }
        conversation.acknowledgeWhatIsOpen();
        for (var party : Party.values()) {
            turns.guarded("BYE", () -> legs.with(party).bye(pair.with(party), reason));
        }
        end(end);
    }

    void end(CallEnd end) {
        if (!ended) {
            leave();
            turns.ended(end);
        }
    }

    private void forgotten() {
        if (!ended && confirmed != null) {
            leave();
            turns.forgotten();
        }
    }

    private void leave() {
        ended = true;
        session.stop();
        invites.forEach(Relay::stop);
        legs.leave();
    }

    private void sessionDue() {
        var pair = confirmed;
        if (ended || pair == null || !session.isDue() || !turns.isHere()) {
            return;
        }
        if (session.seconds() > 0) {
            sessionExpired(Optional.empty());
        } else {
            conversation.audit(pair);
        }
    }

    private void sessionExpired(Optional<Party> gone) {
        hangUp(new CallEnd(CallEnd.Cause.SESSION_EXPIRED, gone, 200), "SIP;cause=408;text=\"Session timer expired\"");
    }
}
