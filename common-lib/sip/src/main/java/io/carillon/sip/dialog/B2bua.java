package io.carillon.sip.dialog;

import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The back-to-back user agent of a node: its calls, and the way of a request to its call. */
public final class B2bua {
    /** Looks for a call that another node held; may wait. */
    public interface Recovery {
        /** @param localTag the tag that we gave in that dialog */
        Optional<Recovered> find(String callId, String localTag);

        /** The same without taking it; the call stays where it is. */
        default Optional<CallState> look(String callId, String localTag) {
            return Optional.empty();
        }
    }

    /** A call out of a store, and the service that goes on with it. */
    public record Recovered(CallState state, CallHooks hooks) {}

    /** A dialog as a request names it. */
    record Key(String callId, String localTag) {}

    private final SipStack stack;
    private final Recovery recovery;
    private final ConcurrentHashMap<Key, BackToBackCall> calls = new ConcurrentHashMap<>();
    private final Set<BackToBackCall> all = ConcurrentHashMap.newKeySet();
    private UnaryOperator<String> contact;
    private boolean ownCallId = true;
    private Clock clock = Clock.systemUTC();
    private SessionPolicy sessions = SessionPolicy.NONE;

    public B2bua(SipStack stack, Recovery recovery) {
        this.stack = stack;
        this.recovery = recovery;
        this.contact = listener -> "<sip:" + stack.sentBy(listener) + ">";
    }

    public B2bua(SipStack stack) {
        this(stack, (callId, localTag) -> Optional.empty());
    }

    /** The Contact value that a side gets, by listening point; by default the address of that. */
    public B2bua contact(UnaryOperator<String> byListener) {
        contact = byListener;
        return this;
    }

    /** What time of day it is, for facts that outlive the process. */
    public B2bua clock(Clock value) {
        clock = value;
        return this;
    }

    /**
     * Sees to it that no call of dead phones stays: asks for a session timer where the phones do not (RFC 4028 §8), and
     * asks the phones themselves where they have none.
     */
    public B2bua sessions(Duration interval, Duration least) {
        sessions = new SessionPolicy((int) interval.toSeconds(), (int) least.toSeconds());
        return this;
    }

    /** Gives both dialogs the caller's Call-ID; by default the called side gets a new one. */
    public B2bua sameCallId() {
        ownCallId = false;
        return this;
    }

    /** Answers the INVITE with what the target says, by a call between the two. Returns at once. */
    public BackToBackCall connect(ServerTransaction invite, Target target, CallHooks hooks) {
        var call = new BackToBackCall(this, hooks, invite);
        all.add(call);
        var refusal = refusal(invite.request());
        if (refusal.isPresent()) {
            invite.respond(call.tagged(refusal.get().edit()));
            call.end(new CallEnd(
                    CallEnd.Cause.REFUSED, Optional.empty(), refusal.get().status()));
            return call;
        }
        invite.respond(invite.request().reply(100).build());
        call.post(new CallEvent.Begun(invite, target));
        invite.onCancel(() -> call.post(new CallEvent.Cancelled(invite)));
        return call;
    }

    private Optional<SipResponse> refusal(SipRequest invite) {
        return invite.maxForwards() == 0 ? Optional.of(invite.reply(483).build()) : sessions.refusal(invite);
    }

    /** A dialog of this node as the other side of its call knows it. */
    Optional<Replaces> across(Replaces named) {
        var call = calls.get(new Key(named.callId(), named.toTag()));
        return call != null
                ? call.legs.across(named)
                : recovery.look(named.callId(), named.toTag())
                        .flatMap(state -> named.across(state.caller(), state.callee()));
    }

    /** Takes up an answered call where another node left it; a call that is here already stays as it is. */
    public synchronized BackToBackCall restore(CallState state, CallHooks hooks) {
        var here = calls.get(new Key(state.caller().callId(), state.caller().localTag()));
        if (here != null) {
            return here;
        }
        var call = new BackToBackCall(this, hooks, state);
        all.add(call);
        return call;
    }

    /** Another node has taken this call: {@link BackToBackCall#forget}. */
    public void forget(String callId, String localTag) {
        var call = calls.get(new Key(callId, localTag));
        if (call != null) {
            call.forget();
        }
    }

    /** Takes a request with a To tag; 481 if no call has it. */
    public void onRequest(ServerTransaction inDialog) {
        var request = inDialog.request();
        var call = calls.get(key(request));
        if (call != null) {
            hand(inDialog, call);
            return;
        }
        inDialog.onLane(() -> recovery.find(request.callId(), request.toTag().orElse(""))
                .map(found -> restore(found.state(), found.hooks()))
                .ifPresentOrElse(restored -> hand(inDialog, restored), () -> inDialog.respond(481)));
    }

    private static void hand(ServerTransaction request, BackToBackCall call) {
        if (!call.post(new CallEvent.Received(request))) {
            request.respond(request.request().is(Method.BYE) ? 200 : 503);
        }
    }

    /** Takes the ACK to a 2xx. */
    public void onAck(SipRequest ack) {
        var call = calls.get(key(ack));
        if (call != null) {
            call.post(new CallEvent.Acknowledged(ack));
        }
    }

    private static Key key(SipRequest request) {
        return new Key(request.callId(), request.toTag().orElse(""));
    }

    /** Calls held, ringing ones included. */
    public int size() {
        return all.size();
    }

    SessionPolicy sessions() {
        return sessions;
    }

    Clock clock() {
        return clock;
    }

    SipStack stack() {
        return stack;
    }

    Leg leg(String listener) {
        return new Leg(stack, listener);
    }

    String contactAt(String listener) {
        return contact.apply(listener);
    }

    String calleeCallId(String callId) {
        return ownCallId ? ResponseEdit.newTag() + ResponseEdit.newTag() : callId;
    }

    void enter(Key dialog, BackToBackCall call) {
        calls.put(dialog, call);
    }

    void leave(List<Key> dialogs, BackToBackCall call) {
        all.remove(call);
        dialogs.forEach(calls::remove);
    }
}
