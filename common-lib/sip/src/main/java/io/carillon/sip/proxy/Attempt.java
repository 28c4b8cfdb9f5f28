package io.carillon.sip.proxy;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ClientTransaction;
import io.carillon.sip.transaction.Failure;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One branch at work: its hops one after the other, and Timer C (RFC 3261 §16.6 to §16.8). Guarded by the lock of its
 * response context.
 */
final class Attempt implements ClientTransaction.Listener {
    /** In T1: four seconds. Who is at work has said 100 by then, to a request but INVITE after 3.5 (RFC 4320 §4.1). */
    private static final int SILENCE = 8;

    final UpstreamPath path;
    private final ResponseContext context;
    private final SipStack stack;
    private final String listener;
    private final boolean invite;
    private final @Nullable Duration silence;
    private @Nullable Consumer<ClientTransaction> hearer;
    private Iterator<Hop> hops;
    private final int maxForwards;
    private final int breadth;
    private List<String> recordRoute;

    /** Null once there is a final response: a client transaction absorbs for 32 s and must not hold it. */
    private @Nullable SipRequest request;

    private @Nullable ClientTransaction transaction;
    private @Nullable Runnable timerC;
    private long timerCDue;
    private boolean provisional;
    /** More than 100 was said: somebody behind the hop is at work on it. */
    private boolean indicated;

    private boolean open = true;
    private boolean cancelled;
    /** Counts the hops: a hop that fails while it is being sent to has already brought the next one. */
    private int turn;

    /** Those that said nothing for so long that the next one was tried. */
    private List<ClientTransaction> left = List.of();

    Attempt(ResponseContext context, SipStack stack, Forward forward, Branch branch, int maxForwards, int breadth) {
        this.context = context;
        this.stack = stack;
        this.listener = forward.listener;
        this.path = UpstreamPath.of(forward);
        this.invite = branch.request().is(Method.INVITE);
        this.silence = forward.silence;
        this.hearer = forward.sent;
        this.hops = branch.hops().iterator();
        this.maxForwards = maxForwards - 1;
        this.breadth = breadth;
        this.recordRoute = forward.recordRoute;
        this.request = branch.request();
    }

    /** §16.6 steps 3 and 4. */
    private RequestEdit outgoing(SipRequest received) {
        var edit = received.edit().set(HeaderName.MAX_FORWARDS, maxForwards);
        if (breadth != Breadth.UNCHANGED) {
            edit.set(HeaderName.MAX_BREADTH, breadth);
        }
        for (int i = recordRoute.size() - 1; i >= 0; i--) {
            edit.prepend(HeaderName.RECORD_ROUTE, recordRoute.get(i));
        }
        return edit;
    }

    /** Sends to the next hop; without one the branch ends as if it had answered 503 (§16.9). */
    void sendNext() {
        var received = request;
        if (received == null) {
            return;
        }
        if (!hops.hasNext()) {
            end(Failure.TRANSPORT.status());
            return;
        }
        provisional = false;
        indicated = false;
        int current = ++turn;
        var sent = stack.send(outgoing(received), hops.next(), listener, this);
        if (current == turn) {
            transaction = sent;
            var told = hearer;
            if (told != null) {
                told.accept(sent);
            }
            if (hops.hasNext()) {
                stack.schedule(
                        () -> leave(sent),
                        Duration.ofMillis(SILENCE * stack.timers().t1()));
            } else if (silence != null) {
                stack.schedule(() -> giveUpSilent(sent), silence);
            }
        }
        if (invite && timerC == null && open) {
            startTimerC(stack.timers().c());
        }
    }

    /** A silent server is left for the next one long before its transaction gives up (RFC 3263 §4.3). */
    private void leave(ClientTransaction silent) {
        synchronized (context) {
            if (open && transaction == silent && !provisional && mayMoveOn()) {
                left = new ArrayList<>(left);
                left.add(silent);
                if (invite) {
                    silent.cancel(); // goes out only if it answers after all
                }
                stack.locator().failed(silent.hop());
                sendNext();
            }
        }
    }

    private void giveUpSilent(ClientTransaction silent) {
        synchronized (context) {
            if (open && transaction == silent && !provisional) {
                stack.locator().failed(silent.hop());
                giveUp();
            }
        }
    }

    boolean isOpen() {
        return open;
    }

    /** Gives up what is not answered yet; its final response is still awaited. */
    void cancel(String... reasons) {
        cancelled = true;
        var under = transaction;
        if (open && invite && under != null) {
            under.cancel(reasons);
        }
    }

    /** Ends the branch with 408 without waiting for the peer's 487. A 2xx that comes after all is still forwarded. */
    void giveUp() {
        cancel();
        end(Failure.TIMEOUT.status());
    }

    @Override
    public void onResponse(ClientTransaction from, SipResponse response) {
        synchronized (context) {
            if (left.contains(from) && !response.isSuccess()) {
                return;
            }
            if (response.isProvisional()) {
                provisional = true;
                indicated |= response.status() > 100;
                if (response.status() > 100 && open) {
                    timerCDue = System.nanoTime()
                            + TimeUnit.MILLISECONDS.toNanos(stack.timers().c());
                    context.provisional(this, response);
                }
            } else if (response.isSuccess()) {
                if (left.contains(from)) {
                    cancel(); // it answers after all: the server that was tried instead is to stop ringing
                }
                closed();
                context.success(this, response);
            } else if (open && response.status() == 503 && mayMoveOn()) {
                stack.locator().failed(from.hop());
                sendNext();
            } else {
                end(response.edit().removeFirst(HeaderName.VIA).build());
            }
        }
    }

    @Override
    public void onFailure(ClientTransaction from, Failure failure) {
        synchronized (context) {
            if (!open || left.contains(from)) {
                return;
            }
            if (!provisional || failure == Failure.PEER_GONE && !indicated) {
                stack.locator().failed(from.hop());
                if (mayMoveOn()) {
                    sendNext();
                    return;
                }
            }
            end(failure.status());
        }
    }

    /** RFC 3263 §4.3: the next server, unless somebody gave up meanwhile. */
    private boolean mayMoveOn() {
        return hops.hasNext() && !cancelled && request != null;
    }

    private void end(SipResponse outcome) {
        if (open) {
            closed();
            context.ended(outcome);
        }
    }

    private void end(int status) {
        if (open) {
            closed();
            context.ended(status);
        }
    }

    private void closed() {
        open = false;
        request = null;
        recordRoute = List.of();
        hearer = null;
        hops = Collections.emptyIterator();
        var timer = timerC;
        if (timer != null) {
            timer.run();
            timerC = null;
        }
    }

    /** One timer for the whole branch: a provisional response moves the due time, and the timer looks at it (§16.7 step 2). */
    private void startTimerC(long millis) {
        timerCDue = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        timerC = stack.schedule(this::onTimerC, Duration.ofMillis(millis));
    }

    private void onTimerC() {
        synchronized (context) {
            if (!open) {
                return;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(timerCDue - System.nanoTime());
            if (left > 0) {
                timerC = stack.schedule(this::onTimerC, Duration.ofMillis(left + 1));
            } else {
                giveUp();
            }
        }
    }
}
