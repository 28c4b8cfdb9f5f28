package io.carillon.sip.proxy;

import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.SipStack;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of a branch's responses to the caller: the service's edit, on this thread or on the call's lane. */
final class UpstreamPath {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamPath.class);

    /** No service edits the responses: one for all, as it remembers nothing. */
    static final UpstreamPath PLAIN = new UpstreamPath(null, null, false);

    /** The further one once a call is answered: half a minute is long to hold what the first one does. */
    private @Nullable UnaryOperator<SipResponse> edit;

    private final @Nullable UnaryOperator<SipResponse> further;
    private final boolean onLane;

    /**
     * The dialog that an INVITE's first 2xx made and what went upstream, so that a retransmission costs the service nothing
     * (RFC 3261 §13.2.2.4: the To tag tells it from that of another dialog).
     */
    private String answeredBy = "";

    private byte @Nullable [] answer;

    private UpstreamPath(
            @Nullable UnaryOperator<SipResponse> edit, @Nullable UnaryOperator<SipResponse> further, boolean onLane) {
        this.edit = edit;
        this.further = further;
        this.onLane = onLane;
    }

    static UpstreamPath of(Forward forward) {
        return forward.edit == null ? PLAIN : new UpstreamPath(forward.edit, forward.furtherEdit, forward.editOnLane);
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
        Runnable task = () -> changedOnce(answers, request, response, sent);
        if (!stack.lanes().run(response.callId(), task) && response.isFinal()) {
            Thread.ofVirtual().start(task); // over the bound: provisional responses are shed, the end of a call is not
        }
    }

    /** Lane tasks of one call run one after the other: no lock is needed. */
    private void changedOnce(
            Consumer<SipResponse> answers,
            @Nullable SipRequest request,
            SipResponse response,
            @Nullable Consumer<SipResponse> sent) {
        var tag = response.isSuccess() ? response.toTag().orElse("") : "";
        var again = answer;
        if (again != null && response.isSuccess() && tag.equals(answeredBy)) {
            answers.accept((SipResponse) SipMessage.parse(again));
            return;
        }
        var out = changed(answers, request, response, Objects.requireNonNull(edit), sent);
        if (again == null
                && out != null
                && response.isSuccess()
                && response.method().equals(Method.INVITE)) {
            answeredBy = tag;
            answer = out.wire();
            edit = further;
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
