package io.carillon.sip.transaction;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.Step.Action;
import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transaction.Step.State;
import io.carillon.sip.transport.FlowGone;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.SipTransports;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client transaction at work (RFC 3261 §17.1). */
final class ClientMachine extends Transaction implements ClientTransaction, SipTransports.SendFailure {
    private final String method;
    private final Hop hop;
    private final String listener;
    /** Null once a final response has come after which the user hears no other: all but a 2xx to INVITE (RFC 6026 §7.2). */
    private @Nullable Listener user;
    /** Null once there is a final response: what is left is to absorb, and that can be for half a minute. */
    private @Nullable SipRequest request;

    /** The ACK to a failure, as often as it is needed: its bytes alone. */
    private byte @Nullable [] ack;

    private volatile Failure broken = Failure.TRANSPORT;
    private boolean provisionalSeen;
    private boolean cancelSent;
    private @Nullable List<String> cancelReasons;

    ClientMachine(TransactionLayer layer, String key, SipRequest request, Hop hop, String listener, Listener user) {
        super(layer, key, request.is(Method.INVITE), hop.transport().reliable(), State.TRYING);
        this.request = request;
        this.method = request.method();
        this.hop = hop;
        this.listener = listener;
        this.user = user;
    }

    void start() {
        armFirst();
        transmit();
    }

    private void transmit() {
        var message = request;
        if (message != null) {
            layer.transports.send(message, hop, listener, this);
        }
    }

    /** The request could not be sent. */
    @Override
    public void failed(Throwable cause) {
        breakOff(cause instanceof FlowGone ? Failure.FLOW : Failure.TRANSPORT);
    }

    /** No response is waited for any longer (§17.1.4). */
    void breakOff(Failure why) {
        broken = why;
        on(Event.TRANSPORT_ERROR, null);
    }

    /** An INVITE on whose arrival nothing was said: that would be 100 within 200 ms (§17.2.1). */
    boolean isUnheard() {
        return invite && state() == State.TRYING;
    }

    boolean isUnanswered() {
        var state = state();
        return state == State.TRYING || state == State.PROCEEDING;
    }

    String method() {
        return method;
    }

    void receive(SipResponse response) {
        on(
                response.isProvisional() ? Event.PROVISIONAL : response.isSuccess() ? Event.SUCCESS : Event.FAILURE,
                response);
        if (response.isProvisional()) {
            provisional();
        }
    }

    @Override
    Step next(State from, Event event) {
        return invite ? InviteClientTable.next(from, event) : NonInviteClientTable.next(from, event);
    }

    @Override
    void perform(Action action, @Nullable Object message) {
        if (action == Action.SEND_AGAIN) {
            layer.retransmissions.increment();
            transmit();
        } else if (action == Action.SEND_ACK && message instanceof SipResponse failure) {
            acknowledge(failure);
        }
    }

    private void acknowledge(SipResponse failure) {
        var invited = request;
        if (ack == null && invited != null) {
            ack = ackFor(invited, failure).wire();
        }
        if (ack != null) {
            layer.transports.send(SipMessage.parse(ack), hop, listener, SipTransports.SendFailure.IGNORED);
        }
    }

    @Override
    void tell(Action action, @Nullable Object message) {
        var hearer = user(action == Action.PASS_UP && message instanceof SipResponse response ? response : null);
        if (hearer == null) {
            return;
        }
        switch (action) {
            case PASS_UP -> {
                if (message instanceof SipResponse response) {
                    hearer.onResponse(this, response);
                }
            }
            case REPORT_TIMEOUT -> hearer.onFailure(this, Failure.TIMEOUT);
            case REPORT_TRANSPORT -> hearer.onFailure(this, broken);
            case REPORT_NO_ACK, PASS_ACK, SEND, SEND_TRYING, SEND_AGAIN, SEND_ACK -> {}
            case STOP_RETRANSMIT, STOP_END, ARM_RETRANSMIT, ARM_END, ARM_ABSORB -> {}
        }
    }

    /** Who is told; a final response, or that there is none, is the moment to let go of what was held for it. */
    private synchronized @Nullable Listener user(@Nullable SipResponse response) {
        var hearer = user;
        if (response == null || response.isFinal()) {
            request = null;
            if (response == null || !invite || !response.isSuccess()) {
                user = null;
            }
        }
        return hearer;
    }

    @Override
    void removed() {
        layer.clients.remove(key, this);
    }

    /** The ACK to a failure: same branch, To of the response (§17.1.1.3). */
    private static SipRequest ackFor(SipRequest request, SipResponse failure) {
        return sibling(request, Method.ACK)
                .append(
                        HeaderName.TO,
                        failure.first(HeaderName.TO).orElse(request.to().toString()))
                .build();
    }

    /** ACK and CANCEL carry the INVITE's URI, top Via, Route, From, Call-ID and CSeq number; To is added by the caller. */
    private static RequestEdit sibling(SipRequest request, String method) {
        var edit = SipRequest.create(method, request.uri()).append(HeaderName.VIA, request.topVia());
        for (var route : request.all(HeaderName.ROUTE)) {
            edit.append(HeaderName.ROUTE, route);
        }
        return edit.append(HeaderName.MAX_FORWARDS, "70")
                .append(HeaderName.FROM, request.first(HeaderName.FROM).orElse(""))
                .append(HeaderName.CALL_ID, request.callId())
                .append(HeaderName.CSEQ, request.cseq().number() + " " + method);
    }

    @Override
    public Hop hop() {
        return hop;
    }

    @Override
    public void cancel(String... reasons) {
        synchronized (this) {
            if (!invite || cancelReasons != null) {
                return;
            }
            cancelReasons = List.of(reasons);
        }
        sendCancel();
    }

    private void provisional() {
        synchronized (this) {
            provisionalSeen = true;
        }
        sendCancel();
    }

    /** Not before a provisional response, not after a final one (§9.1). */
    private void sendCancel() {
        List<String> reasons;
        SipRequest invited;
        synchronized (this) {
            reasons = cancelReasons;
            invited = request;
            if (invited == null || reasons == null || !provisionalSeen || cancelSent || state() != State.PROCEEDING) {
                return;
            }
            cancelSent = true;
        }
        var cancel = cancel(invited);
        for (var reason : reasons) {
            cancel.append(HeaderName.REASON, reason);
        }
        layer.start(cancel.build(), key, hop, listener, CancelAnswer.of(this, layer.timers.end()));
    }

    private static RequestEdit cancel(SipRequest invited) {
        return sibling(invited, Method.CANCEL)
                .append(HeaderName.TO, invited.first(HeaderName.TO).orElse(""));
    }

    @Override
    public synchronized Optional<SipRequest> cancelling() {
        return invite
                ? Optional.ofNullable(request).map(invited -> cancel(invited).build())
                : Optional.empty();
    }

    @Override
    public void terminate() {
        finish();
        synchronized (this) {
            request = null;
            user = null;
        }
    }

    /** An INVITE whose CANCEL is answered but that gets no final response in 64·T1 counts as cancelled (§9.1). */
    private record CancelAnswer(ClientMachine cancelled, long patience) implements Listener {
        static CancelAnswer of(ClientMachine invite, long patience) {
            var answer = new CancelAnswer(invite, patience);
            invite.layer.after(patience, answer::giveUp);
            return answer;
        }

        @Override
        public void onResponse(ClientTransaction transaction, SipResponse response) {}

        @Override
        public void onFailure(ClientTransaction transaction, Failure failure) {
            giveUp();
        }

        private void giveUp() {
            if (cancelled.state() == State.PROCEEDING) {
                cancelled.on(Event.TRANSPORT_ERROR, null);
            }
        }
    }
}
