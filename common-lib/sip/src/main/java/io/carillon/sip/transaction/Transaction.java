package io.carillon.sip.transaction;

import io.carillon.sip.transaction.Step.Action;
import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transaction.Step.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What client and server transactions share: the state, the two timers, and the walk through a table. The state
 * changes under the transaction's own lock; the transaction user is called outside of it.
 */
abstract sealed class Transaction extends AlarmWheel.Alarm permits ClientMachine, ServerMachine {
    final TransactionLayer layer;
    final String key;
    final boolean invite;
    final boolean reliable;

    private State state;
    private long interval;
    /** When the two timers are due on the wheel's clock. */
    private long retransmitAt = AlarmWheel.NEVER;

    private long endAt = AlarmWheel.NEVER;

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
            act(step.actions(), message);
            if (state == State.TERMINATED) {
                finish();
            }
        }
        var actions = step.actions();
        for (int i = 0; i < actions.size(); i++) {
            var action = actions.get(i);
            switch (action) {
                case PASS_UP, PASS_ACK, REPORT_TIMEOUT, REPORT_TRANSPORT, REPORT_NO_ACK -> tell(action, message);
                case STOP_RETRANSMIT, STOP_END, ARM_RETRANSMIT, ARM_END, ARM_ABSORB -> {}
                case SEND, SEND_TRYING, SEND_AGAIN, SEND_ACK -> {}
            }
        }
    }

    private void act(List<Action> actions, @Nullable Object message) {
        for (int i = 0; i < actions.size(); i++) {
            var action = actions.get(i);
            switch (action) {
                case STOP_RETRANSMIT -> retransmitAt = AlarmWheel.NEVER;
                case STOP_END -> endAt = AlarmWheel.NEVER;
                case ARM_RETRANSMIT -> armRetransmit();
                case ARM_END -> armEnd(endTime());
                case ARM_ABSORB -> armEnd(reliable ? 0 : absorbTime());
                case SEND, SEND_TRYING, SEND_AGAIN, SEND_ACK -> perform(action, message);
                case PASS_UP, PASS_ACK, REPORT_TIMEOUT, REPORT_TRANSPORT, REPORT_NO_ACK -> {}
            }
        }
    }

    @Override
    final long ring(long now) {
        Event due;
        synchronized (this) {
            if (endAt <= now) {
                endAt = AlarmWheel.NEVER;
                due = Event.END;
            } else if (retransmitAt <= now) {
                retransmitAt = AlarmWheel.NEVER;
                due = Event.RETRANSMIT;
            } else {
                return Math.min(retransmitAt, endAt);
            }
        }
        on(due, null);
        synchronized (this) {
            return Math.min(retransmitAt, endAt);
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

    /**
     * Sees to the 100 of a request but INVITE that is still without an answer. The alarm stays when the answer comes: it
     * would ring again for the end of the transaction anyway.
     */
    final synchronized void armTrying() {
        if (state == State.TRYING) {
            retransmitAt = layer.wheel.now() + layer.timers.untilT2();
            layer.wheel.watch(this, retransmitAt);
        }
    }

    final synchronized void finish() {
        state = State.TERMINATED;
        retransmitAt = AlarmWheel.NEVER;
        endAt = AlarmWheel.NEVER;
        removed();
    }

    /** Timers A, E, G: doubling; E and G not beyond T2; none on reliable transports. */
    private void armRetransmit() {
        if (reliable) {
            return;
        }
        long delay = interval;
        boolean capped = !(invite && this instanceof ClientMachine);
        interval = capped ? Math.min(delay * 2, layer.timers.t2()) : delay * 2;
        retransmitAt = layer.wheel.now() + delay;
        layer.wheel.watch(this, retransmitAt);
    }

    private void armEnd(long delay) {
        if (delay == 0) {
            finish();
            return;
        }
        endAt = layer.wheel.now() + delay;
        if (endAt < retransmitAt) {
            layer.wheel.watch(this, endAt);
        }
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
