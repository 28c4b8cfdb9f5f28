package io.carillon.sip.proxy;

import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.SipStack;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of a branch's responses to the caller: the service's edit, on this thread or on the call's lane. */
final class UpstreamPath {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamPath.class);

    /** No service edits the responses: one for all, as it remembers nothing. */
    static final UpstreamPath PLAIN = new UpstreamPath(null, false);

    private final @Nullable UnaryOperator<SipResponse> edit;
    private final boolean onLane;

    /** The last 2xx as it came and as it went, so that a retransmission costs the service nothing. */
    private byte @Nullable [] successAsReceived;

    private @Nullable SipResponse successAsSent;

    private UpstreamPath(@Nullable UnaryOperator<SipResponse> edit, boolean onLane) {
        this.edit = edit;
        this.onLane = onLane;
    }

    static UpstreamPath of(Forward forward) {
        return forward.edit == null ? PLAIN : new UpstreamPath(forward.edit, forward.editOnLane);
    }

    /**
     * Sends one response to where the request came from.
     *
     * @param answers takes what is to go
     * @param request what is answered; null when its final response is sent already
     * @param response without our Via
     */
    void send(
            SipStack stack,
            Consumer<SipResponse> answers,
            @Nullable SipRequest request,
            SipResponse response,
            @Nullable Consumer<SipResponse> sent) {
        var change = edit;
        if (change == null) {
            answers.accept(response);
            tell(sent, response);
            return;
        }
        if (!onLane) {
            changed(answers, request, response, change, sent);
            return;
        }
        Runnable task = () -> changedOnce(answers, request, response, change, sent);
        if (!stack.lanes().run(response.callId(), task) && response.isFinal()) {
            Thread.ofVirtual().start(task); // over the bound: provisional responses are shed, the end of a call is not
        }
    }

    /** Lane tasks of one call run one after the other: no lock is needed. */
    private void changedOnce(
            Consumer<SipResponse> answers,
            @Nullable SipRequest request,
            SipResponse response,
            UnaryOperator<SipResponse> change,
            @Nullable Consumer<SipResponse> sent) {
        var again = successAsSent;
        if (again != null && Arrays.equals(successAsReceived, response.wire())) {
            answers.accept(again);
            return;
        }
        var out = changed(answers, request, response, change, sent);
        if (out != null && response.isSuccess()) {
            successAsReceived = response.wire();
            successAsSent = out;
        }
    }

    private static @Nullable SipResponse changed(
            Consumer<SipResponse> answers,
            @Nullable SipRequest request,
            SipResponse response,
            UnaryOperator<SipResponse> change,
            @Nullable Consumer<SipResponse> sent) {
        SipResponse out;
        try {
            out = change.apply(response);
        } catch (SipFailure e) {
            LOG.info("Response {} of call {} not usable: {}", response.status(), response.callId(), e.reason());
            out = broken(request, response);
        } catch (RuntimeException e) {
            LOG.error("Editing response {} of call {} failed", response.status(), response.callId(), e);
            out = broken(request, response);
        }
        if (out != null) {
            answers.accept(out);
            tell(sent, out);
        }
        return out;
    }

    /** What cannot be edited must not pass as it is; a provisional response becomes a mere 100, a late one nothing. */
    private static @Nullable SipResponse broken(@Nullable SipRequest request, SipResponse response) {
        if (request == null) {
            return null;
        }
        if (response.isProvisional()) {
            return request.reply(100).build();
        }
        var edit = request.reply(500);
        response.toTag().ifPresent(edit::toTag);
        return edit.build();
    }

    /** Tells the service what went upstream. */
    private static void tell(@Nullable Consumer<SipResponse> hearer, SipResponse sent) {
        if (hearer == null) {
            return;
        }
        try {
            hearer.accept(sent);
        } catch (RuntimeException e) {
            LOG.error("After response {} of call {}", sent.status(), sent.callId(), e);
        }
    }
}
