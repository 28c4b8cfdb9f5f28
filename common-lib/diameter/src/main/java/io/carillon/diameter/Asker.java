package io.carillon.diameter;

import io.carillon.diameter.DiameterObserver.Direction;
import io.carillon.diameter.Link.LinkLost;
import io.carillon.diameter.Outcome.Answered;
import io.carillon.diameter.Outcome.Reason;
import io.carillon.diameter.Outcome.Unanswered;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks peers one after the other until one answers or the deadline is there (RFC 6733 §5.5.4, §7.1.3). */
final class Asker {
    private static final Logger LOG = LoggerFactory.getLogger(Asker.class);

    private final Commands commands;
    private final Identifiers identifiers;
    private final Sight sight;
    private final Abatement abatement;

    Asker(Commands commands, Identifiers identifiers, Sight sight) {
        this(
                commands,
                identifiers,
                sight,
                new Abatement(
                        System::nanoTime, () -> ThreadLocalRandom.current().nextInt(100)));
    }

    Asker(Commands commands, Identifiers identifiers, Sight sight, Abatement abatement) {
        this.commands = commands;
        this.identifiers = identifiers;
        this.sight = sight;
        this.abatement = abatement;
    }

    /** What the request leaves open in its envelope is taken from {@code defaults}. */
    <A extends DiameterAnswer> Outcome<A> ask(
            DiameterRequest<A> request, Envelope defaults, List<Link> candidates, Duration deadline) {
        var procedure = commands.of(request);
        var frame = procedure.encode(request, completed(request, defaults), identifiers.nextEndToEnd());
        long end = System.nanoTime() + deadline.toNanos();
        boolean sentBefore = false;
        Outcome<A> last = new Unanswered<>(Reason.NO_PEER);
        var realm = request.envelope().orElse(defaults).destinationRealm().orElse("");
        for (var link : candidates) {
            if (abatement.spares(procedure.application().id(), link.peer(), realm)) {
                last = new Unanswered<>(Reason.THROTTLED);
                continue;
            }
            var attempt = attempt(procedure, frame, link, sentBefore, end);
            last = attempt.outcome();
            if (!attempt.anotherMayDoBetter()) {
                return last;
            }
            sentBefore |= attempt.sent();
        }
        return last;
    }

    private Envelope completed(DiameterRequest<?> request, Envelope defaults) {
        var envelope = request.envelope().orElse(defaults);
        return envelope.sessionId().isPresent()
                ? envelope
                : envelope.orElse(Envelope.session(identifiers.nextSession()));
    }

    private <A extends DiameterAnswer> Attempt<A> attempt(
            Commands.Known<?, A> procedure, Frame frame, Link link, boolean retransmitted, long end) {
        var sent = frame.toHop(link.nextHopByHop(), retransmitted);
        var waiting = link.ask(sent);
        var late = Deadlines.in(
                end - System.nanoTime(), () -> waiting.completeExceptionally(new TimeoutException("deadline")));
        sight.saw(Direction.SENT, link, sent, procedure.application());
        try {
            var answer = waiting.get();
            sight.saw(Direction.RECEIVED, link, answer, procedure.application());
            abatement.heard(procedure.application().id(), answer);
            return read(procedure, frame, answer, link);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Attempt.settled(Reason.CLOSED);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                LOG.warn(
                        "{} did not answer {} in time ({})",
                        link.peer(),
                        procedure.procedure().request(),
                        frame.session());
                return Attempt.settled(Reason.DEADLINE);
            }
            boolean arrived = e.getCause() instanceof LinkLost lost && lost.sent();
            return new Attempt<>(new Unanswered<>(Reason.CONNECTION_LOST), true, arrived);
        } finally {
            late.cancel(false);
            waiting.cancel(false);
        }
    }

    private <A extends DiameterAnswer> Attempt<A> read(
            Commands.Known<?, A> procedure, Frame request, Frame frame, Link link) {
        try {
            var answer = procedure.decodeAnswer(request, frame);
            return new Attempt<>(new Answered<>(answer), elsewhere(answer.result()), false);
        } catch (AvpException malformed) {
            LOG.warn(
                    "{} answered {} with {} ({})",
                    link.peer(),
                    procedure.procedure().request(),
                    malformed.getMessage(),
                    request.session());
            return Attempt.settled(Reason.UNUSABLE_ANSWER);
        }
    }

    /** RFC 6733 §7.1.3: these speak of the peer or the way to it, not of the request. */
    private static boolean elsewhere(Result result) {
        return result == BaseResult.TOO_BUSY || result == BaseResult.UNABLE_TO_DELIVER;
    }

    private record Attempt<A extends DiameterAnswer>(Outcome<A> outcome, boolean anotherMayDoBetter, boolean sent) {
        static <A extends DiameterAnswer> Attempt<A> settled(Reason reason) {
            return new Attempt<>(new Unanswered<>(reason), false, true);
        }
    }
}
