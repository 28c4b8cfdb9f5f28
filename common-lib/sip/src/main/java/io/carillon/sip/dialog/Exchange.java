package io.carillon.sip.dialog;

import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ClientTransaction;
import io.carillon.sip.transaction.Failure;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of a user agent under way: to the first hop, then the next while none answers (RFC 3263 §4.3). */
final class Exchange implements ClientTransaction.Listener {
    /** Hears every response but 100, on I/O threads; where none comes, a 408 or 503 made here (RFC 3261 §8.1.3.1). */
    interface Hearer {
        void heard(Exchange exchange, SipResponse response);
    }

    private final SipStack stack;
    private final SipRequest request;
    private final String listener;
    private final Iterator<Hop> hops;
    private final Hearer hearer;
    private @Nullable ClientTransaction transaction;
    private boolean provisional;
    /** More than 100 was said: somebody behind the hop is at work on it. */
    private boolean indicated;

    private boolean cancelled;
    private boolean ended;
    /** Counts the hops: a hop that fails while it is being sent to has already brought the next one. */
    private int turn;

    Exchange(SipStack stack, SipRequest request, String listener, List<Hop> hops, Hearer hearer) {
        this.stack = stack;
        this.request = request;
        this.listener = listener;
        this.hops = hops.iterator();
        this.hearer = hearer;
    }

    /** The request without our Via. */
    SipRequest request() {
        return request;
    }

    String listener() {
        return listener;
    }

    synchronized Exchange send() {
        if (hops.hasNext()) {
            provisional = false;
            indicated = false;
            int current = ++turn;
            var sent = stack.send(request, hops.next(), listener, this);
            if (current == turn) {
                transaction = sent;
            }
        } else {
            end(local(Failure.TRANSPORT.status()));
        }
        return this;
    }

    private SipResponse local(int status) {
        return request.reply(status).toTag(ResponseEdit.newTag()).build();
    }

    synchronized void cancel(String... reasons) {
        cancelled = true;
        var under = transaction;
        if (!ended && under != null) {
            under.cancel(reasons);
        }
    }

    @Override
    public void onResponse(ClientTransaction from, SipResponse response) {
        synchronized (this) {
            if (response.status() == 503 && !cancelled && hops.hasNext()) {
                stack.locator().failed(from.hop());
                send();
                return;
            }
            provisional = true;
            indicated |= response.status() > 100;
            ended |= response.isFinal();
        }
        if (response.status() > 100) {
            hearer.heard(this, response);
        }
    }

    @Override
    public void onFailure(ClientTransaction from, Failure failure) {
        synchronized (this) {
            if (!provisional || failure == Failure.PEER_GONE && !indicated) {
                stack.locator().failed(from.hop());
                if (!cancelled && hops.hasNext()) {
                    send();
                    return;
                }
            }
        }
        end(local(failure.status()));
    }

    private void end(SipResponse response) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        hearer.heard(this, response);
    }
}
