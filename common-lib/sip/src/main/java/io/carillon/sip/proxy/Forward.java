package io.carillon.sip.proxy;

import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ClientTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What to do with a request: where it goes, and who hears of the responses. Immutable; every step gives a new one. */
public final class Forward {
    final String listener;
    final List<Branch> branches;
    final List<String> recordRoute;
    final @Nullable UnaryOperator<SipResponse> edit;
    final boolean editOnLane;
    final @Nullable Function<SipResponse, Optional<Forward>> otherwise;
    final @Nullable Consumer<SipResponse> done;
    final @Nullable Duration noAnswer;
    final @Nullable Duration silence;
    final boolean trying;
    final @Nullable Consumer<ClientTransaction> sent;

    private Forward(
            String listener,
            List<Branch> branches,
            List<String> recordRoute,
            @Nullable UnaryOperator<SipResponse> edit,
            boolean editOnLane,
            @Nullable Function<SipResponse, Optional<Forward>> otherwise,
            @Nullable Consumer<SipResponse> done,
            @Nullable Duration noAnswer,
            @Nullable Duration silence,
            boolean trying,
            @Nullable Consumer<ClientTransaction> sent) {
        this.listener = listener;
        this.branches = branches;
        this.recordRoute = recordRoute;
        this.edit = edit;
        this.editOnLane = editOnLane;
        this.otherwise = otherwise;
        this.done = done;
        this.noAnswer = noAnswer;
        this.silence = silence;
        this.trying = trying;
        this.sent = sent;
    }

    /** To all of these at once, out of the listening point of that name. */
    public static Forward to(String listener, Branch... parallel) {
        return new Forward(listener, List.of(parallel), List.of(), null, false, null, null, null, null, true, null);
    }

    /**
     * Record-Route values to put on top, the first of them topmost: two make a double Record-Route (RFC 5658). Only for
     * requests that make a dialog, which the caller knows.
     */
    public Forward recordRoute(String... values) {
        return new Forward(
                listener,
                branches,
                List.of(values),
                edit,
                editOnLane,
                otherwise,
                done,
                noAnswer,
                silence,
                trying,
                sent);
    }

    /** Edits every response before it goes upstream; on the I/O thread, so it must not wait. */
    public Forward onResponse(UnaryOperator<SipResponse> change) {
        return new Forward(
                listener, branches, recordRoute, change, false, otherwise, done, noAnswer, silence, trying, sent);
    }

    /**
     * As {@link #onResponse}, on the call's lane: it may wait. Responses keep their order, and a retransmitted 2xx is
     * edited once. A provisional response that becomes a failure ends the call: what still rings is cancelled.
     */
    public Forward onLaneResponse(UnaryOperator<SipResponse> change) {
        return new Forward(
                listener, branches, recordRoute, change, true, otherwise, done, noAnswer, silence, trying, sent);
    }

    /**
     * Hears the best response when no branch succeeded, on the call's lane; may give the next group of targets. That
     * group is complete in itself: it inherits none of these settings.
     */
    public Forward otherwise(Function<SipResponse, Optional<Forward>> next) {
        return new Forward(
                listener, branches, recordRoute, edit, editOnLane, next, done, noAnswer, silence, trying, sent);
    }

    /** Hears the final response after it went upstream, once; on an I/O thread or the call's lane. */
    public Forward onDone(Consumer<SipResponse> hearer) {
        return new Forward(
                listener, branches, recordRoute, edit, editOnLane, otherwise, hearer, noAnswer, silence, trying, sent);
    }

    /** Hears of each request as it has left; on the thread that sent it, so it must not wait. */
    public Forward onSent(Consumer<ClientTransaction> hearer) {
        return new Forward(
                listener, branches, recordRoute, edit, editOnLane, otherwise, done, noAnswer, silence, trying, hearer);
    }

    /** Cancels the group after this time without a final response, which then counts as 408. */
    public Forward noAnswerTimeout(Duration timeout) {
        return new Forward(
                listener, branches, recordRoute, edit, editOnLane, otherwise, done, timeout, silence, trying, sent);
    }

    /** Gives a target up, as 408, that has not even said 100 after this time; else its transaction would take 32 s. */
    public Forward silence(Duration timeout) {
        return new Forward(
                listener, branches, recordRoute, edit, editOnLane, otherwise, done, noAnswer, timeout, trying, sent);
    }

    /** Says that the caller has sent 100 Trying itself. */
    public Forward alreadyTrying() {
        return new Forward(
                listener, branches, recordRoute, edit, editOnLane, otherwise, done, noAnswer, silence, false, sent);
    }
}
