package io.carillon.sip.transaction;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Arrival;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A received request in the hands of who answers it. */
final class Served implements ServerTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(Served.class);

    private final ServerMachine machine;
    private final SipRequest request;
    private final Arrival arrival;
    private @Nullable String localTag;
    private @Nullable Runnable cancelListener;
    private boolean cancelled;
    private List<String> cancelReasons = List.of();

    Served(ServerMachine machine, SipRequest request, Arrival arrival) {
        this.machine = machine;
        this.request = request;
        this.arrival = arrival;
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
        machine.respond(response);
    }

    @Override
    public Consumer<SipResponse> answers() {
        return machine::respond;
    }

    @Override
    public void respond(int status) {
        respond(tagged(request.reply(status)));
    }

    private void respond(SipFailure defect) {
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

    void cancelled(List<String> reasons) {
        Runnable listener;
        synchronized (this) {
            if (cancelled || machine.isAnswered()) {
                return;
            }
            cancelled = true;
            cancelReasons = reasons;
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
    public synchronized List<String> cancelReasons() {
        return cancelReasons;
    }

    @Override
    public boolean isAnswered() {
        return machine.isAnswered();
    }

    @Override
    public void onNoAck(Runnable listener) {
        machine.onNoAck(listener);
    }

    @Override
    public void abandon() {
        machine.finish();
    }

    @Override
    public void onLane(Runnable task) {
        if (!machine.layer.lanes.run(request.callId(), () -> guarded(task))) {
            refuse(machine.layer.retryAfter());
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
