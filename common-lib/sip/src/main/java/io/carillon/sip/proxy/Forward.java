package io.carillon.sip.proxy;

import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ClientTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What to do with a request: where it goes, and who hears of the responses. Every step gives a new one, which then stays. */
public final class Forward {
    final String listener;
    final List<Branch> branches;
    List<String> recordRoute = List.of();

    @Nullable
    UnaryOperator<SipResponse> edit;

    boolean editOnLane;

    @Nullable
    UnaryOperator<SipResponse> furtherEdit;

    @Nullable
    Function<SipResponse, Optional<Forward>> otherwise;

    @Nullable
    Consumer<SipResponse> done;

    @Nullable
    Duration noAnswer;

    @Nullable
    BooleanSupplier atWork;

    @Nullable
    Duration silence;

    boolean trying = true;

    @Nullable
    Consumer<ClientTransaction> sent;

    private Forward(String listener, List<Branch> branches) {
        this.listener = listener;
        this.branches = branches;
    }

    /** To all of these at once, out of the listening point of that name. */
    public static Forward to(String listener, Branch... parallel) {
        return new Forward(listener, List.of(parallel));
    }

    private Forward with(Consumer<Forward> step) {
        var next = new Forward(listener, branches);
        next.recordRoute = recordRoute;
        next.edit = edit;
        next.editOnLane = editOnLane;
        next.furtherEdit = furtherEdit;
        next.otherwise = otherwise;
        next.done = done;
        next.noAnswer = noAnswer;
        next.atWork = atWork;
        next.silence = silence;
        next.trying = trying;
        next.sent = sent;
        step.accept(next);
        return next;
    }

    /**
     * Record-Route values to put on top, the first of them topmost: two make a double Record-Route (RFC 5658). Only for
     * requests that make a dialog, which the caller knows.
     */
    public Forward recordRoute(String... values) {
        return with(next -> next.recordRoute = List.of(values));
    }

    /** Edits every response before it goes upstream; on the I/O thread, so it must not wait. */
    public Forward onResponse(UnaryOperator<SipResponse> change) {
        return with(next -> next.edited(change, change, false));
    }

    private void edited(UnaryOperator<SipResponse> change, UnaryOperator<SipResponse> further, boolean onLane) {
        edit = change;
        furtherEdit = further;
        editOnLane = onLane;
    }

    /**
     * As {@link #onResponse}, on the call's lane: it may wait. Responses keep their order, and a retransmitted 2xx is
     * edited once. A provisional response that becomes a failure ends the call: what still rings is cancelled.
     */
    public Forward onLaneResponse(UnaryOperator<SipResponse> change) {
        return onLaneResponse(change, change);
    }

    /**
     * As above, with another edit for a 2xx of one more dialog that comes when an INVITE is answered (§16.7 step 10). That
     * one is held for half a minute then (RFC 6026 §7.2), so it should hold little itself; the first is let go of.
     */
    public Forward onLaneResponse(UnaryOperator<SipResponse> change, UnaryOperator<SipResponse> further) {
        return with(next -> next.edited(change, further, true));
    }

    /**
     * Hears the best response when no branch succeeded, on the call's lane; may give the next group of targets. That
     * group is complete in itself: it inherits none of these settings.
     */
    public Forward otherwise(Function<SipResponse, Optional<Forward>> next) {
        return with(group -> group.otherwise = next);
    }

    /** Hears the final response after it went upstream, once; on an I/O thread or the call's lane. */
    public Forward onDone(Consumer<SipResponse> hearer) {
        return with(next -> next.done = hearer);
    }

    /** Hears of each request as it has left; on the thread that sent it, so it must not wait. */
    public Forward onSent(Consumer<ClientTransaction> hearer) {
        return with(next -> next.sent = hearer);
    }

    /** Cancels the group after this time without a final response, which then counts as 408. */
    public Forward noAnswerTimeout(Duration timeout) {
        return with(next -> next.noAnswer = timeout);
    }

    /** As {@link #noAnswerTimeout(Duration)}, unless the group is at work after that time: asked on the call's lane. */
    public Forward noAnswerTimeout(Duration timeout, BooleanSupplier unless) {
        return with(next -> {
            next.noAnswer = timeout;
            next.atWork = unless;
        });
    }

    /** Gives a target up, as 408, that has not even said 100 after this time; else its transaction would take 32 s. */
    public Forward silence(Duration timeout) {
        return with(next -> next.silence = timeout);
    }

    /** Says that the caller has sent 100 Trying itself. */
    public Forward alreadyTrying() {
        return with(next -> next.trying = false);
    }
}
