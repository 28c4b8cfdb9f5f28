package io.carillon.sip.transaction;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.Step.Action;
import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transaction.Step.State;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server transaction at work (RFC 3261 §17.2). */
final class ServerMachine extends Transaction implements ServerTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(ServerMachine.class);

    private final SipRequest request;
    private final Arrival arrival;
    private final Hop back;
    private @Nullable SipResponse last;
    private @Nullable String localTag;
    private @Nullable Runnable cancelListener;
    private @Nullable Runnable noAckListener;
    private boolean cancelled;
    private boolean answered;

    ServerMachine(TransactionLayer layer, String key, SipRequest request, Arrival arrival) {
        super(layer, key, request.is(Method.INVITE), arrival.transport().reliable(), first(request));
        this.request = request;
        this.arrival = arrival;
        this.back = ResponseRoute.of(request.topVia(), arrival);
    }

    private static State first(SipRequest request) {
        return request.is(Method.INVITE) ? State.PROCEEDING : State.TRYING;
    }

    @Override
    Step next(State from, Event event) {
        return invite ? InviteServerTable.next(from, event) : NonInviteServerTable.next(from, event);
    }

    @Override
    void perform(Action action, @Nullable Object message) {
        if (action == Action.SEND && message instanceof SipResponse response) {
            last = response;
            if (response.isFinal() && !answered) {
                answered = true;
                layer.inFlight.decrementAndGet();
            }
            layer.transports.send(response, back, arrival.listener(), this::sendFailed);
        } else if (action == Action.SEND_AGAIN) {
            var again = last;
            if (again != null) {
                layer.retransmissions.increment();
                layer.transports.send(again, back, arrival.listener(), this::sendFailed);
            }
        }
    }

    private void sendFailed(Throwable cause) {
        LOG.info("No way back to {} for a response of call {}: {}", back, request.callId(), cause.getMessage());
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
        if (!answered) {
            answered = true;
            layer.inFlight.decrementAndGet();
        }
        layer.servers.remove(key, this);
    }

    @Override
    public SipRequest request() {
        return request;
    }

    @Override
    public Arrival arrival() {
        return arrival;
    }

    @Override
    public void respond(SipResponse response) {
        on(
                response.isProvisional() ? Event.PROVISIONAL : response.isSuccess() ? Event.SUCCESS : Event.FAILURE,
                response);
    }

    @Override
    public void respond(int status) {
        respond(tagged(request.reply(status)));
    }

    void respond(SipFailure defect) {
        respond(tagged(request.reply(defect.status(), defect.reason())));
    }

    void refuse(int retryAfter) {
        respond(tagged(request.reply(503).append(HeaderName.RETRY_AFTER, retryAfter)));
    }

    private SipResponse tagged(ResponseEdit reply) {
        String tag;
        synchronized (this) {
            tag = localTag;
            if (tag == null) {
                tag = ResponseEdit.newTag();
                localTag = tag;
            }
        }
        return reply.toTag(tag).build();
    }

    /** A CANCEL for this INVITE came in; true if there was still something to cancel. */
    void cancelRequested() {
        Runnable listener;
        synchronized (this) {
            if (cancelled || answered) {
                return;
            }
            cancelled = true;
            listener = cancelListener;
        }
        if (listener != null) {
            listener.run();
        }
    }

    @Override
    public void onCancel(Runnable listener) {
        synchronized (this) {
            cancelListener = listener;
            if (!cancelled) {
                return;
            }
        }
        listener.run();
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public synchronized boolean isAnswered() {
        return answered;
    }

    @Override
    public synchronized void onNoAck(Runnable listener) {
        noAckListener = listener;
    }

    @Override
    public void abandon() {
        finish();
    }

    @Override
    public void onLane(Runnable task) {
        if (!layer.lanes.run(request.callId(), () -> guarded(task))) {
            refuse(layer.retryAfter());
        }
    }

    /** A procedure that fails answers its request, with the protocol's own error where it names one. */
    void guarded(Runnable task) {
        try {
            task.run();
        } catch (SipFailure e) {
            LOG.info("{} of call {} refused: {} {}", request.method(), request.callId(), e.status(), e.reason());
            respond(e);
        } catch (RuntimeException e) {
            LOG.error("{} of call {} failed", request.method(), request.callId(), e);
            respond(500);
        }
    }
}
