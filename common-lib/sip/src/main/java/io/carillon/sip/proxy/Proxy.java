package io.carillon.sip.proxy;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;

/**
 * The stateful proxy (RFC 3261 §16, RFC 6026).
 *
 * <p>Requests and responses are forwarded on the thread they come in on. Untouched header fields and bodies stay the
 * same bytes.
 */
public final class Proxy {
    private final SipStack stack;
    private final LoopGuard loops;

    public Proxy(SipStack stack) {
        this.stack = stack;
        this.loops = new LoopGuard(stack::isOwn);
    }

    /** Forwards a request and its responses; answers 483 and 482 itself. */
    public void forward(ServerTransaction upstream, Forward forward) {
        var request = upstream.request();
        if (request.maxForwards() == 0) {
            refuse(upstream, forward, 483);
            return;
        }
        if (upstream.isCancelled()) {
            refuse(upstream, forward, 487);
            return;
        }
        var visit = request.inDialog() ? LoopGuard.FREE : loops.enter(request);
        if (visit.isLoop()) {
            refuse(upstream, forward, 482);
            return;
        }
        boolean invite = request.is(Method.INVITE);
        if (invite && forward.trying) {
            upstream.respond(request.reply(100).build());
        }
        var context = new ResponseContext(stack, upstream, visit);
        if (invite) {
            upstream.onCancel(context::cancelled);
        }
        context.start(forward);
    }

    private static void refuse(ServerTransaction upstream, Forward forward, int status) {
        var response =
                upstream.request().reply(status).toTag(ResponseEdit.newTag()).build();
        upstream.respond(response);
        var done = forward.done;
        if (done != null) {
            done.accept(response);
        }
    }

    /** Forwards the ACK to a 2xx; one that has no hop left is dropped. */
    public void forwardAck(SipRequest ack, Hop hop, String listener) {
        if (ack.maxForwards() > 0) {
            var less = ack.edit()
                    .set(HeaderName.MAX_FORWARDS, ack.maxForwards() - 1)
                    .build();
            stack.sendAck(less, hop, listener);
        }
    }
}
