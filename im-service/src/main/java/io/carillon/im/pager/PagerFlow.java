package io.carillon.im.pager;

import io.carillon.im.delivery.Carrier;
import io.carillon.im.delivery.Courier;
import io.carillon.im.delivery.Dispatch;
import io.carillon.im.delivery.Endings;
import io.carillon.im.delivery.Intake;
import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.PageText;
import io.carillon.im.delivery.Parties;
import io.carillon.im.delivery.Pending;
import io.carillon.im.delivery.Progress;
import io.carillon.im.delivery.Reception;
import io.carillon.im.delivery.Schedule;
import io.carillon.im.delivery.Ticket;
import io.carillon.im.imdn.Dispositions;
import io.carillon.im.policy.Ruling;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.StoreAway;
import io.carillon.msrp.Cpim;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A page-mode MESSAGE to a served user (TS 24.247 §5.3.3 · docs/flows/pager.md). */
public final class PagerFlow {
    /**
     * @param mostOctets the largest body
     * @param patience how long the sender is kept waiting for the phone's answer
     * @param attempt how long an attempt may be without an end
     * @param validity how long a message is kept
     */
    public record Settings(int mostOctets, Duration patience, Duration attempt, Duration validity) {}

    private static final Logger LOG = LoggerFactory.getLogger(PagerFlow.class);

    private final SipStack stack;
    private final Proxy proxy;
    private final Intake intake;
    private final Reception reception;
    private final Outbox outbox;
    private final Schedule schedule;
    private final Dispatch dispatch;
    private final Courier courier;
    private final Endings endings;
    private final Dispositions dispositions;
    private final Settings settings;
    private final Clock clock;

    public PagerFlow(
            SipStack stack,
            Intake intake,
            Reception reception,
            Outbox outbox,
            Schedule schedule,
            Dispatch dispatch,
            Courier courier,
            Endings endings,
            Dispositions dispositions,
            Settings settings,
            Clock clock) {
        this.stack = stack;
        this.proxy = new Proxy(stack, Set.of("privacy"));
        this.intake = intake;
        this.reception = reception;
        this.outbox = outbox;
        this.schedule = schedule;
        this.dispatch = dispatch;
        this.courier = courier;
        this.endings = endings;
        this.dispositions = dispositions;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param request the MESSAGE without our own Route: what is left leads back to the S-CSCF */
    public void handle(ServerTransaction transaction, SipRequest request) {
        if (isOwn(request) || Parties.originating(request)) {
            passOn(transaction, request);
            return;
        }
        if (request.body().length > settings.mostOctets()) {
            throw new SipFailure(413);
        }
        var submission = submission(request);
        switch (intake.take(submission.pending(), submission.text(), submission.known(), submission.ruling())) {
            case Intake.Taken.NotPaid(var result) -> throw new SipFailure(402);
            case Intake.Taken.NotAllowed(var ruling) -> throw refused(ruling);
            case Intake.Taken.NobodyCharges(var reason) -> throw new SipFailure(503, "Charging Unavailable");
            case Intake.Taken.Accepted(var pending, var repeated) -> {
                submission.wrapped().ifPresent(cpim -> noted(cpim, pending, repeated));
                if (repeated) {
                    transaction.respond(202);
                } else {
                    forward(transaction, request, pending);
                }
            }
        }
    }

    /** Our own delivery of a kept message, which the filter criteria bring back to us. */
    public boolean isOwn(SipRequest request) {
        return Ticket.parse(request.callId())
                .flatMap(ticket ->
                        outbox.find(ticket).filter(pending -> pending.ticket().equals(ticket)))
                .isPresent();
    }

    /** On to the S-CSCF by the way the request came, and out of the path. */
    public void passOn(ServerTransaction transaction, SipRequest request) {
        var hops = stack.locator().locate(Routes.next(request));
        if (hops.isEmpty()) {
            throw new SipFailure(404);
        }
        proxy.forward(transaction, Forward.to("core", new Branch(Routes.forStrictRouter(request), hops)));
    }

    static SipFailure refused(Ruling ruling) {
        return switch (ruling) {
            case Ruling.TooMany ignored -> new SipFailure(403, "Too Many Messages");
            case Ruling.Barred ignored -> new SipFailure(403, "Barred");
            case Ruling.Spam ignored -> new SipFailure(403, "Unwanted");
            case Ruling.Allowed ignored -> throw new IllegalStateException("what is allowed is taken");
        };
    }

    /** A notification changes the message that it is about; a message that wants one will be known by its name. */
    private void noted(Cpim cpim, Pending pending, boolean repeated) {
        if (pending.kind() == Kind.NOTICE) {
            dispositions.note(cpim, pending.sender(), pending.recipient(), clock.instant());
        } else if (!repeated) {
            dispositions.expect(cpim, pending.stored());
        }
    }

    /** @param known it has been heard of before */
    private record Submission(
            Pending pending, Optional<String> text, boolean known, Ruling ruling, Optional<Cpim> wrapped) {}

    private Submission submission(SipRequest request) {
        var recipient = Parties.served(request);
        var sender = Parties.asserted(request).stream()
                .findFirst()
                .or(() -> Parties.identity(request.from()))
                .orElseThrow(() -> new SipFailure(403, "No Asserted Identity"));
        var origin = sender + " " + recipient + " " + request.callId() + " "
                + request.cseq().number();
        var wrapped = Dispositions.opened(request.contentType(), request.body());
        var kind = Dispositions.isNotice(wrapped) ? Kind.NOTICE : Kind.TEXT;
        var contentType = request.first(HeaderName.CONTENT_TYPE).orElse("text/plain");
        var text = PageText.of(contentType, request.body(), wrapped);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var heard = kind.isMessage()
                ? reception.hear(origin, now, sender, recipient, text)
                : new Reception.Heard(schedule.firstSeen(origin, now), new Ruling.Allowed());
        var accepted = heard.seen().since();
        var draft = new Pending.Draft(
                MessageId.of(accepted, origin),
                kind,
                sender,
                recipient,
                sender,
                request.lists(HeaderName.PRIVACY, "id"),
                contentType,
                request.body(),
                accepted,
                accepted.plus(settings.validity()),
                false,
                Optional.empty(),
                request.callId(),
                Parties.icid(request));
        // The first attempt begins at once, by the way the request came; should this node die in it, another waits for
        // its end and goes on.
        var pending = Pending.of(draft, Progress.waiting(now).sent(now.plus(settings.attempt())));
        return new Submission(pending, text, heard.seen().again(), heard.ruling(), wrapped);
    }

    /** 200 when the phone has it; 202 when it is kept, or when the phone takes longer than the sender should wait. */
    private void forward(ServerTransaction transaction, SipRequest request, Pending pending) {
        var mark = courier.wake(pending.recipient(), pending.progress().due(), false);
        // After that nothing else reaches the sender.
        var late =
                stack.schedule(() -> Thread.startVirtualThread(() -> stays(transaction, pending)), settings.patience());
        try {
            var answer = attempt(pending, request.all(HeaderName.ROUTE));
            var attempt = answer.map(known -> courier.answered(pending, known)).orElse(Courier.Attempt.KEPT);
            transaction.respond(status(attempt, answer));
            if (attempt == Courier.Attempt.ENDED) {
                schedule.settle(pending.recipient(), mark);
            }
        } finally {
            late.run();
        }
    }

    /** The sender waits no longer: the outbox has the message, and from now on the history as well, if that is there. */
    private void stays(ServerTransaction transaction, Pending pending) {
        try {
            endings.stays(pending);
        } catch (StoreAway e) {
            LOG.info("Message {} comes into the history with its end: {}", pending.id(), e.why());
        }
        transaction.respond(202);
    }

    /** Empty if it did not get out: then its time comes when the attempt should have ended. */
    private Optional<Carrier.Answer> attempt(Pending pending, List<String> route) {
        if (courier.isLate(pending)) {
            return Optional.empty();
        }
        try {
            return Optional.of(dispatch.send(pending, route));
        } catch (RuntimeException e) {
            LOG.warn("Message {} to {} did not get out", pending.id(), pending.recipient(), e);
            return Optional.empty();
        }
    }

    private static int status(Courier.Attempt attempt, Optional<Carrier.Answer> answer) {
        return switch (attempt) {
            case KEPT -> 202;
            case ENDED, UNDER_WAY ->
                answer.filter(Predicate.not(Carrier.Answer::isSuccess))
                        .map(Carrier.Answer::status)
                        .orElse(200);
        };
    }
}
