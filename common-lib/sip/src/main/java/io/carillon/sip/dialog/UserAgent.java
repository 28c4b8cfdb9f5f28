package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A plain user agent at one listening point: places and takes calls. */
public final class UserAgent implements RequestHandler {
    private static final String ALLOW = "INVITE, ACK, CANCEL, BYE, PRACK, UPDATE, INFO, MESSAGE, OPTIONS";

    private final SipStack stack;
    private final String listener;
    private final Supplier<String> contact;
    private final ConcurrentHashMap<String, UserAgentCall> calls = new ConcurrentHashMap<>();
    private final MergedRequests merged = new MergedRequests();
    private volatile Consumer<UserAgentCall> callTaker = call -> call.refuse(480);
    private volatile Consumer<ServerTransaction> otherTaker = UserAgent::decline;
    private volatile @Nullable Acceptance understood;

    /** @param contact the Contact value of its dialogs */
    public UserAgent(SipStack stack, String listener, String contact) {
        this(stack, listener, () -> contact);
    }

    /** @param contact the Contact value, once the sockets are open */
    public UserAgent(SipStack stack, String listener, Supplier<String> contact) {
        this.stack = stack;
        this.listener = listener;
        this.contact = contact;
    }

    private static void decline(ServerTransaction transaction) {
        boolean options = transaction.request().is(Method.OPTIONS);
        transaction.respond(transaction
                .request()
                .reply(options ? 200 : 405)
                .toTag(ResponseEdit.newTag())
                .append(HeaderName.ALLOW, ALLOW)
                .build());
    }

    /** What is understood outside of dialogs; without it everything passes to who takes it. */
    public UserAgent accepting(Acceptance acceptance) {
        understood = acceptance;
        return this;
    }

    /** Who takes incoming calls, on a virtual thread of the call; without one they are answered with 480. */
    public UserAgent onCall(Consumer<UserAgentCall> taker) {
        callTaker = taker;
        return this;
    }

    /** Who takes requests outside of dialogs, on an I/O thread; without one they are answered with 405, OPTIONS with 200. */
    public UserAgent onOther(Consumer<ServerTransaction> taker) {
        otherTaker = taker;
        return this;
    }

    /** Sends an INVITE to this hop; Contact is added. */
    public UserAgentCall call(SipRequest invite, Hop hop) {
        var request = invite.edit().set(HeaderName.CONTACT, contact.get()).build();
        var call = new UserAgentCall(this, request);
        calls.put(key(request.callId(), request.fromTag().orElse("")), call);
        call.start(List.of(hop));
        return call;
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        var request = transaction.request();
        if (request.inDialog()) {
            find(request).ifPresentOrElse(call -> call.received(transaction), () -> transaction.respond(481));
            return;
        }
        if (merged.is(request, stack)) {
            transaction.respond(482);
            return;
        }
        var acceptance = understood;
        var refusal = acceptance == null ? Optional.<SipResponse>empty() : acceptance.refusal(request);
        if (refusal.isPresent()) {
            transaction.respond(refusal.get());
        } else if (request.is(Method.INVITE)) {
            var call = new UserAgentCall(this, transaction);
            calls.put(key(request.callId(), call.localTag()), call);
            Thread.ofVirtual().name("call " + request.callId()).start(() -> callTaker.accept(call));
        } else {
            otherTaker.accept(transaction);
        }
    }

    @Override
    public void onAck(SipRequest ack, Arrival arrival) {
        find(ack).ifPresent(call -> call.acknowledged(ack));
    }

    /** Whether it is a request in a dialog of this agent's. */
    public boolean holds(SipRequest request) {
        return request.inDialog() && find(request).isPresent();
    }

    private Optional<UserAgentCall> find(SipRequest request) {
        return Optional.ofNullable(
                calls.get(key(request.callId(), request.toTag().orElse(""))));
    }

    private static String key(String callId, String localTag) {
        return callId + '\n' + localTag;
    }

    void leave(String callId, String localTag) {
        calls.remove(key(callId, localTag));
    }

    String contact() {
        return contact.get();
    }

    Leg leg() {
        return new Leg(stack, listener);
    }

    /** Calls that are not over. */
    public int size() {
        return calls.size();
    }
}
