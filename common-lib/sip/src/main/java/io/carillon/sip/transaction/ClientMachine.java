package io.carillon.sip.transaction;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.Step.Action;
import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transaction.Step.State;
import io.carillon.sip.transport.Hop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client transaction at work (RFC 3261 §17.1). */
final class ClientMachine extends Transaction implements ClientTransaction {
    private final SipRequest request;
    private final Hop hop;
    private final String listener;
    private final Listener user;
    private boolean provisionalSeen;
    private boolean cancelSent;
    private @Nullable List<String> cancelReasons;

    ClientMachine(TransactionLayer layer, String key, SipRequest request, Hop hop, String listener, Listener user) {
        super(layer, key, request.is(Method.INVITE), hop.transport().reliable(), State.TRYING);
        this.request = request;
        this.hop = hop;
        this.listener = listener;
        this.user = user;
    }

    void start() {
        armFirst();
        transmit();
    }

    private void transmit() {
        layer.transports.send(request, hop, listener, cause -> on(Event.TRANSPORT_ERROR, null));
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
            layer.transports.send(ackFor(failure), hop, listener, cause -> {});
        }
    }

    @Override
    void tell(Action action, @Nullable Object message) {
        switch (action) {
            case PASS_UP -> {
                if (message instanceof SipResponse response) {
                    user.onResponse(this, response);
                }
            }
            case REPORT_TIMEOUT -> user.onFailure(this, Failure.TIMEOUT);
            case REPORT_TRANSPORT -> user.onFailure(this, Failure.TRANSPORT);
            case REPORT_NO_ACK, PASS_ACK, SEND, SEND_AGAIN, SEND_ACK -> {}
            case STOP_RETRANSMIT, STOP_END, ARM_RETRANSMIT, ARM_END, ARM_ABSORB -> {}
        }
    }

    @Override
    void removed() {
        layer.clients.remove(key, this);
    }

    /** The ACK to a failure: same branch, To of the response (§17.1.1.3). */
    private SipRequest ackFor(SipResponse failure) {
        return sibling(Method.ACK)
                .append(
                        HeaderName.TO,
                        failure.first(HeaderName.TO).orElse(request.to().toString()))
                .build();
    }

    /** ACK and CANCEL carry the INVITE's URI, top Via, Route, From, Call-ID and CSeq number; To is added by the caller. */
    private io.carillon.sip.message.RequestEdit sibling(String method) {
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
    public SipRequest request() {
        return request;
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
        synchronized (this) {
            reasons = cancelReasons;
            if (reasons == null || !provisionalSeen || cancelSent || state() != State.PROCEEDING) {
                return;
            }
            cancelSent = true;
        }
        var cancel = sibling(Method.CANCEL)
                .append(HeaderName.TO, request.first(HeaderName.TO).orElse(""));
        for (var reason : reasons) {
            cancel.append(HeaderName.REASON, reason);
        }
        layer.start(cancel.build(), hop, listener, CancelAnswer.of(this, layer.timers.end()));
    }

    @Override
    public void terminate() {
        finish();
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
