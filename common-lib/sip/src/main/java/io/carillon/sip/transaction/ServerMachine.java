package io.carillon.sip.transaction;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.Step.Action;
import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transaction.Step.State;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.SipTransports;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server transaction at work (RFC 3261 §17.2). What its user needs is in {@link Served}, which this forgets with the
 * final response: for half a minute after it there is nothing to do but to absorb, and that takes few bytes.
 */
final class ServerMachine extends Transaction implements SipTransports.SendFailure {
    private static final Logger LOG = LoggerFactory.getLogger(ServerMachine.class);
    private static final String STOPS = "SIP;cause=503;text=\"node stops\"";

    private final Arrival arrival;
    private final Hop back;
    private final String backListener;
    private @Nullable Served served;
    /** The last response for who asks again; a final one as its bytes alone. */
    private @Nullable SipResponse provisional;

    private byte @Nullable [] last;
    private @Nullable Runnable noAckListener;
    private boolean answered;
    private final long began;
    private final boolean opening;
    private boolean indicated;
    private volatile boolean cutOff;

    ServerMachine(TransactionLayer layer, String key, SipRequest request, Arrival arrival) {
        super(layer, key, request.is(Method.INVITE), arrival.transport().reliable(), first(request));
        this.arrival = arrival;
        var way = layer.roles.response(arrival, ResponseRoute.of(request.via(), arrival));
        this.back = way.hop();
        this.backListener = way.listener();
        boolean timed = layer.answers != AnswerObserver.NONE;
        this.began = timed ? System.nanoTime() : 0;
        this.opening = timed && invite && !request.inDialog();
    }

    private static State first(SipRequest request) {
        return request.is(Method.INVITE) ? State.PROCEEDING : State.TRYING;
    }

    /** What the transaction user holds. */
    Served serve(SipRequest request) {
        var user = new Served(this, request, arrival);
        served = user;
        return user;
    }

    @Override
    Step next(State from, Event event) {
        return invite ? InviteServerTable.next(from, event) : NonInviteServerTable.next(from, event);
    }

    @Override
    void perform(Action action, @Nullable Object message) {
        if (action == Action.SEND && message instanceof SipResponse response) {
            send(response);
        } else if (action == Action.SEND_TRYING && served != null) {
            send(served.request().reply(100).build());
        } else if (action == Action.SEND_AGAIN) {
            sendAgain();
        }
    }

    private void send(SipResponse response) {
        remember(response);
        layer.transports.send(response, back, backListener, this);
    }

    private void remember(SipResponse response) {
        tellTime(response);
        if (invite && response.isSuccess()) {
            layer.inviteAnswered();
        }
        if (response.isProvisional()) {
            provisional = response;
            return;
        }
        provisional = null;
        served = null;
        if (!(invite && response.isSuccess())) {
            last = response.wire(); // the user agent, not this transaction, repeats a 2xx to INVITE (RFC 6026 §7.1)
        }
        if (!answered) {
            answered = true;
            layer.inFlight.decrementAndGet();
        }
    }

    private void tellTime(SipResponse response) {
        var observer = layer.answers;
        if (observer == AnswerObserver.NONE || answered || indicated && response.isProvisional()) {
            return;
        }
        var answer = new AnswerObserver.Answer(
                arrival.listener(), response.method(), opening, response.status(), System.nanoTime() - began);
        if (!indicated && response.status() > 100) {
            indicated = true;
            observer.indicated(answer);
        }
        if (!response.isProvisional()) {
            observer.answered(answer);
        }
    }

    private void sendAgain() {
        var response = provisional;
        var wire = last;
        if (response == null && wire != null) {
            response = (SipResponse) SipMessage.parse(wire);
        }
        if (response != null) {
            layer.retransmissions.increment();
            layer.transports.send(response, back, backListener, this);
        }
    }

    /** A response could not be sent. */
    @Override
    public void failed(Throwable cause) {
        LOG.info("No way back to {} for a response: {}", Addresses.text(back.address()), cause.getMessage());
    }

    @Override
    void tell(Action action, @Nullable Object message) {
        if (action == Action.REPORT_NO_ACK) {
            var listener = noAckListener;
            if (listener != null) {
                listener.run();
            }
        } else if (action == Action.PASS_ACK && message instanceof SipRequest ack) {
            layer.passAck(ack, arrival);
        }
    }

    @Override
    void removed() {
        served = null; // the timers may hold this a while longer
        provisional = null;
        last = null;
        if (!answered) {
            answered = true;
            layer.inFlight.decrementAndGet();
        }
        layer.servers.remove(key, this);
    }

    void respond(SipResponse response) {
        if (!invite && isLeftUnsaid(response)) {
            return;
        }
        var said = cutOff && response.status() == 487 ? unavailable(response) : response;
        on(said.isProvisional() ? Event.PROVISIONAL : said.isSuccess() ? Event.SUCCESS : Event.FAILURE, said);
    }

    /** Who did not cancel anything hears what came between. */
    private static SipResponse unavailable(SipResponse terminated) {
        return terminated
                .edit()
                .status(480, "Temporarily Unavailable")
                .append(HeaderName.REASON, STOPS)
                .build();
    }

    /**
     * RFC 4320 §4: who does not invite anybody hears no 408, whose own timer has fired by then, no provisional response
     * but 100, and that over UDP not before its time, as it puts off retransmissions.
     */
    private boolean isLeftUnsaid(SipResponse response) {
        if (response.status() == 408) {
            finish();
            return true;
        }
        return response.isProvisional()
                && (response.status() > 100 || !arrival.transport().reliable());
    }

    /** A CANCEL for this INVITE came in. */
    void cancelRequested(SipRequest cancel) {
        cancelled(cancel.all(HeaderName.REASON));
    }

    /** Who sent it cannot say so any more. */
    void cancelled() {
        cancelled(List.of());
    }

    private void cancelled(List<String> reasons) {
        var user = user();
        if (user != null) {
            user.cancelled(reasons);
        }
    }

    /** This node stops: an INVITE that is not answered yet counts as cancelled, and who sent it hears that it was not him. */
    void cutOff() {
        cutOff = true;
        cancelled(List.of(STOPS));
    }

    /** Its user has not found an end to it. */
    void endNow() {
        var user = user();
        if (user != null) {
            user.respond(487);
        }
    }

    boolean isOpenInvite() {
        return invite && user() != null;
    }

    /** @param sentBy as its Via has it: the source of a connection says nothing */
    boolean isInviteOf(String sentBy) {
        var user = invite ? user() : null;
        return user != null && user.request().via().isSentBy(sentBy);
    }

    private synchronized @Nullable Served user() {
        return served;
    }

    synchronized boolean isAnswered() {
        return answered;
    }

    synchronized void onNoAck(Runnable listener) {
        noAckListener = listener;
    }
}
