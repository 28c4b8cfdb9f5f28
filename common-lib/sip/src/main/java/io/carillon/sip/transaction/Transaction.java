package io.carillon.sip.transaction;

import io.carillon.sip.transaction.Step.Action;
import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transaction.Step.State;
import io.netty.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * What client and server transactions share: the state, the two timers, and the walk through a table. The state
 * changes under the transaction's own lock; the transaction user is called outside of it.
 */
abstract sealed class Transaction permits ClientMachine, ServerMachine {
    final TransactionLayer layer;
    final String key;
    final boolean invite;
    final boolean reliable;

    private State state;
    private long interval;
    private @Nullable Timeout retransmit;
    private @Nullable Timeout end;

    Transaction(TransactionLayer layer, String key, boolean invite, boolean reliable, State state) {
        this.layer = layer;
        this.key = key;
        this.invite = invite;
        this.reliable = reliable;
        this.state = state;
        this.interval = layer.timers.t1();
    }

    abstract Step next(State from, Event event);

    /** Does what needs the lock and no waiting: sending. */
    abstract void perform(Action action, @Nullable Object message);

    /** Tells the transaction user; called without the lock. */
    abstract void tell(Action action, @Nullable Object message);

    abstract void removed();

    /** Takes one event; {@code message} is the request or response that it brings, if any. */
    final void on(Event event, @Nullable Object message) {
        Step step;
        synchronized (this) {
            var before = state;
            if (before == State.TERMINATED) {
                return;
            }
            step = next(before, event);
            state = step.state();
            for (var action : step.actions()) {
                switch (action) {
                    case STOP_RETRANSMIT -> retransmit = stopped(retransmit);
                    case STOP_END -> end = stopped(end);
                    case ARM_RETRANSMIT -> armRetransmit();
                    case ARM_END -> armEnd(endTime());
                    case ARM_ABSORB -> armEnd(reliable ? 0 : absorbTime());
                    case SEND, SEND_AGAIN, SEND_ACK -> perform(action, message);
                    case PASS_UP, PASS_ACK, REPORT_TIMEOUT, REPORT_TRANSPORT, REPORT_NO_ACK -> {}
                }
            }
            if (state == State.TERMINATED) {
                finish();
            }
        }
        for (var action : step.actions()) {
            switch (action) {
                case PASS_UP, PASS_ACK, REPORT_TIMEOUT, REPORT_TRANSPORT, REPORT_NO_ACK -> tell(action, message);
                case STOP_RETRANSMIT, STOP_END, ARM_RETRANSMIT, ARM_END, ARM_ABSORB, SEND, SEND_AGAIN, SEND_ACK -> {}
            }
        }
    }

    final synchronized State state() {
        return state;
    }

    /** Starts the timers of a client transaction, whose first request is under way. */
    final synchronized void armFirst() {
        armRetransmit();
        armEnd(layer.timers.end());
    }

    final synchronized void finish() {
        state = State.TERMINATED;
        retransmit = stopped(retransmit);
        end = stopped(end);
        removed();
    }

    private static @Nullable Timeout stopped(@Nullable Timeout timeout) {
        if (timeout != null) {
            timeout.cancel();
        }
        return null;
    }

    /** Timers A, E, G: doubling; E and G not beyond T2; none on reliable transports. */
    private void armRetransmit() {
        if (reliable) {
            return;
        }
        long delay = interval;
        boolean capped = !(invite && this instanceof ClientMachine);
        interval = capped ? Math.min(delay * 2, layer.timers.t2()) : delay * 2;
        retransmit = layer.after(delay, () -> on(Event.RETRANSMIT, null));
    }

    private void armEnd(long delay) {
        end = stopped(end);
        if (delay == 0) {
            finish();
            return;
        }
        end = layer.after(delay, () -> on(Event.END, null));
    }

    /** Timers H, L, M; Timer J is zero on reliable transports. */
    private long endTime() {
        return !invite && reliable ? 0 : layer.timers.end();
    }

    /** Timer D for an INVITE client, T4 for timers I and K. */
    private long absorbTime() {
        return invite && this instanceof ClientMachine ? layer.timers.d() : layer.timers.t4();
    }
}
