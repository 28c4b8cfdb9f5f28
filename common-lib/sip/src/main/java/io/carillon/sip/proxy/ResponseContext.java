package io.carillon.sip.proxy;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The response context of one forwarded request: its branches and what goes upstream (RFC 3261 §16.7, §16.10). */
final class ResponseContext {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseContext.class);

    private final SipStack stack;
    /** Null when the final response is sent: a call's context is held for half a minute after that. */
    private @Nullable ServerTransaction upstream;

    private final Consumer<SipResponse> answers;
    private LoopGuard.Visit visit;
    private final boolean invite;

    private List<Attempt> attempts = List.of();
    private List<SipResponse> finals = List.of();
    private int waitingFor;
    private boolean cancelled;
    private boolean finished;
    private @Nullable Function<SipResponse, Optional<Forward>> otherwise;
    private @Nullable Consumer<SipResponse> done;
    private UpstreamPath path = UpstreamPath.PLAIN;
    private @Nullable Runnable noAnswer;

    ResponseContext(SipStack stack, ServerTransaction upstream, LoopGuard.Visit visit) {
        this.stack = stack;
        this.upstream = upstream;
        this.answers = upstream.answers();
        this.visit = visit;
        this.invite = upstream.request().is(Method.INVITE);
    }

    /** Sends to all branches of the group at once. */
    synchronized void start(Forward forward) {
        finals = new ArrayList<>(2);
        otherwise = forward.otherwise;
        done = forward.done;
        path = UpstreamPath.of(forward);
        var group = new ArrayList<Attempt>(forward.branches.size());
        var breadth = Breadth.of(request(), forward.branches.size());
        if (breadth.exceeded()) {
            finals.add(local(440));
            allEnded();
            return;
        }
        for (var branch : forward.branches) {
            group.add(new Attempt(this, stack, forward, branch, request().maxForwards(), breadth.share(group.size())));
        }
        attempts = group;
        waitingFor = group.size();
        var limit = forward.noAnswer;
        if (limit != null) {
            noAnswer = stack.schedule(() -> noAnswer(group, forward.atWork), limit);
        }
        if (group.isEmpty() || cancelled) {
            finals.add(local(480));
            allEnded();
            return;
        }
        group.forEach(Attempt::sendNext);
    }

    /** A final response of our own making. */
    private SipResponse local(int status) {
        return request().reply(status).toTag(ResponseEdit.newTag()).build();
    }

    private SipRequest request() {
        var waiting = upstream;
        if (waiting == null) {
            throw new IllegalStateException("The final response is sent");
        }
        return waiting.request();
    }

    /** Every provisional response but 100 goes upstream at once (§16.7 step 5). */
    void provisional(Attempt from, SipResponse response) {
        if (!finished) {
            from.path.send(stack, answers, request(), withoutVia(response), this::sentProvisional);
        }
    }

    /** The service has made a failure of a provisional response: the call ends before it is answered. */
    private synchronized void sentProvisional(SipResponse sent) {
        if (sent.isProvisional() || finished) {
            return;
        }
        var hearer = done;
        finished = true; // before the branches are cancelled: one of them may end at once
        cancelOpen("SIP;cause=" + sent.status());
        finish();
        if (hearer != null) {
            hearer.accept(sent);
        }
    }

    /** The first 2xx ends the search; those of other branches go upstream too (§16.7 steps 5 and 10). */
    void success(Attempt from, SipResponse response) {
        if (finished) {
            if (invite) {
                from.path.send(stack, answers, null, withoutVia(response), null);
            }
            return;
        }
        var request = request();
        var hearer = done;
        finished = true; // before the others are cancelled: one of them may end at once
        cancelOpen("SIP;cause=200;text=\"Call completed elsewhere\"");
        finish();
        from.path.send(stack, answers, request, withoutVia(response), hearer);
    }

    private static SipResponse withoutVia(SipResponse response) {
        return response.edit().removeFirst(HeaderName.VIA).build();
    }

    /** A branch ended without 2xx. A 6xx ends the search, but the final responses of the others are awaited. */
    void ended(SipResponse outcome) {
        if (finished) {
            return;
        }
        finals.add(outcome);
        waitingFor--;
        if (outcome.status() >= 600) {
            cancelOpen("SIP;cause=" + outcome.status());
        }
        if (waitingFor == 0) {
            allEnded();
        }
    }

    /** A branch ended without anybody's answer. */
    void ended(int status) {
        if (!finished) {
            ended(local(status));
        }
    }

    private void allEnded() {
        var best = cancelled ? terminated() : BestResponse.of(finals);
        var next = otherwise;
        if (next == null || cancelled) {
            answer(best);
            return;
        }
        if (!stack.lanes().run(request().callId(), () -> goOn(next, best))) {
            answer(best);
        }
    }

    /** The called side's own 487 if there is one. */
    private SipResponse terminated() {
        for (var response : finals) {
            if (response.status() == 487) {
                return response;
            }
        }
        return local(487);
    }

    /** On the lane: the service may have another group of targets. */
    private void goOn(Function<SipResponse, Optional<Forward>> next, SipResponse best) {
        Optional<Forward> group;
        try {
            group = next.apply(best);
        } catch (RuntimeException e) {
            LOG.error("Choosing the next target of call {} failed", best.callId(), e);
            group = Optional.empty();
        }
        synchronized (this) {
            if (finished) {
                return;
            }
            if (cancelled) {
                answer(local(487));
            } else if (group.isPresent()) {
                stopNoAnswer();
                start(group.get());
            } else {
                answer(best);
            }
        }
    }

    private void answer(SipResponse best) {
        var waiting = upstream;
        if (finished || waiting == null) {
            return;
        }
        var hearer = done;
        var way = path;
        finish();
        if (!invite && best.status() == 408) {
            waiting.abandon(); // RFC 4320 §4.2: the caller's own timer has fired by now, and a 408 only adds load
            if (hearer != null) {
                hearer.accept(best);
            }
            return;
        }
        way.send(stack, answers, waiting.request(), BestResponse.forUpstream(best), hearer);
    }

    /** Lets go of all that a late 2xx does not need. */
    private void finish() {
        finished = true;
        visit.leave();
        visit = LoopGuard.FREE;
        stopNoAnswer();
        upstream = null;
        otherwise = null;
        done = null;
        attempts = List.of();
        finals = List.of();
        path = UpstreamPath.PLAIN;
    }

    /** CANCEL from upstream: every branch is cancelled, and the last one to end brings the 487 (§16.10). */
    synchronized void cancelled() {
        if (finished) {
            return;
        }
        cancelled = true;
        var reasons = upstream.cancelReasons().toArray(String[]::new);
        attempts.forEach(attempt -> attempt.cancel(reasons));
    }

    private void cancelOpen(String reason) {
        for (var attempt : attempts) {
            if (attempt.isOpen()) {
                attempt.cancel(reason);
            }
        }
    }

    private void noAnswer(List<Attempt> group, @Nullable BooleanSupplier atWork) {
        boolean asked = atWork != null
                && runsOnLane(() -> {
                    if (!atWork.getAsBoolean()) {
                        giveUp(group);
                    }
                });
        if (!asked) {
            giveUp(group);
        }
    }

    private synchronized boolean runsOnLane(Runnable task) {
        var waiting = upstream;
        return waiting != null && stack.lanes().run(waiting.request().callId(), task);
    }

    private synchronized void giveUp(List<Attempt> group) {
        if (!finished && attempts == group) {
            group.forEach(Attempt::giveUp);
        }
    }

    private void stopNoAnswer() {
        var timer = noAnswer;
        if (timer != null) {
            timer.run();
            noAnswer = null;
        }
    }
}
