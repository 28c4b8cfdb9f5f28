package io.carillon.sip.proxy;

import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
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

    private final @Nullable UnaryOperator<SipResponse> edit;
    private final boolean onLane;

    /** The last 2xx as it came and as it went, so that a retransmission costs the service nothing. */
    private byte @Nullable [] successAsReceived;

    private @Nullable SipResponse successAsSent;

    UpstreamPath(@Nullable UnaryOperator<SipResponse> edit, boolean onLane) {
        this.edit = edit;
        this.onLane = onLane;
    }

    /** @param response without our Via */
    void send(SipStack stack, ServerTransaction upstream, SipResponse response, Consumer<SipResponse> sent) {
        var change = edit;
        if (change == null) {
            upstream.respond(response);
            sent.accept(response);
            return;
        }
        if (!onLane) {
            changed(upstream, response, change, sent);
            return;
        }
        Runnable task = () -> changedOnce(upstream, response, change, sent);
        if (!stack.lanes().run(upstream.request().callId(), task) && response.isFinal()) {
            Thread.ofVirtual().start(task); // over the bound: provisional responses are shed, the end of a call is not
        }
    }

    /** Lane tasks of one call run one after the other: no lock is needed. */
    private void changedOnce(
            ServerTransaction upstream,
            SipResponse response,
            UnaryOperator<SipResponse> change,
            Consumer<SipResponse> sent) {
        var again = successAsSent;
        if (again != null && Arrays.equals(successAsReceived, response.wire())) {
            upstream.respond(again);
            return;
        }
        var out = changed(upstream, response, change, sent);
        if (response.isSuccess()) {
            successAsReceived = response.wire();
            successAsSent = out;
        }
    }

    private static SipResponse changed(
            ServerTransaction upstream,
            SipResponse response,
            UnaryOperator<SipResponse> change,
            Consumer<SipResponse> sent) {
        SipResponse out;
        try {
            out = change.apply(response);
        } catch (SipFailure e) {
            LOG.info("Response {} of call {} not usable: {}", response.status(), response.callId(), e.reason());
            out = broken(upstream, response);
        } catch (RuntimeException e) {
            LOG.error("Editing response {} of call {} failed", response.status(), response.callId(), e);
            out = broken(upstream, response);
        }
        upstream.respond(out);
        sent.accept(out);
        return out;
    }

    /** What cannot be edited must not pass as it is; a provisional response becomes a mere 100. */
    private static SipResponse broken(ServerTransaction upstream, SipResponse response) {
        var request = upstream.request();
        if (response.isProvisional()) {
            return request.reply(100).build();
        }
        var edit = request.reply(500);
        response.toTag().ifPresent(edit::toTag);
        return edit.build();
    }
}
