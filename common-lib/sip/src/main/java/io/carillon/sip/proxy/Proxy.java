package io.carillon.sip.proxy;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;

/**
 * The stateful proxy (RFC 3261 §16, RFC 6026).
 *
 * <p>Requests and responses are forwarded on the thread they come in on. Untouched header fields and bodies stay the
 * same bytes.
 */
public final class Proxy {
    private final SipStack stack;
    private final LoopGuard loops;
    private final Set<String> extensions;

    /** A proxy that supports no extension: a request that requires one of proxies gets 420. */
    public Proxy(SipStack stack) {
        this(stack, Set.of());
    }

    /** @param extensions option tags that this proxy supports, in lower case */
    public Proxy(SipStack stack, Set<String> extensions) {
        this.stack = stack;
        this.extensions = Set.copyOf(extensions);
        this.loops = new LoopGuard(stack::isOwn);
    }

    /** Forwards a request and its responses; answers 483, 482 and 420 itself. */
    public void forward(ServerTransaction upstream, Forward forward) {
        var request = upstream.request();
        if (request.maxForwards() == 0) {
            refuse(upstream, forward, 483);
            return;
        }
        if (request.has(HeaderName.PROXY_REQUIRE) && refusedExtension(upstream, forward)) {
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

    /** §16.3 step 5. */
    private boolean refusedExtension(ServerTransaction upstream, Forward forward) {
        var unknown = new ArrayList<>(upstream.request().all(HeaderName.PROXY_REQUIRE));
        unknown.removeIf(tag -> extensions.contains(tag.toLowerCase(Locale.ROOT)));
        if (unknown.isEmpty()) {
            return false;
        }
        refuse(upstream, forward, upstream.request().reply(420).setAll(HeaderName.UNSUPPORTED, unknown));
        return true;
    }

    private static void refuse(ServerTransaction upstream, Forward forward, int status) {
        refuse(upstream, forward, upstream.request().reply(status));
    }

    private static void refuse(ServerTransaction upstream, Forward forward, ResponseEdit refusal) {
        var response = refusal.toTag(ResponseEdit.newTag()).build();
        upstream.respond(response);
        var done = forward.done;
        if (done != null) {
            done.accept(response);
        }
    }

    /** Forwards the ACK to a 2xx; one that has no hop left is dropped. */
    public void forwardAck(SipRequest ack, Hop hop, String listener) {
        if (ack.maxForwards() > 0) {
            stack.sendAck(ack.edit().set(HeaderName.MAX_FORWARDS, ack.maxForwards() - 1), hop, listener);
        }
    }
}
