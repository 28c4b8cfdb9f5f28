package io.carillon.im.smsip;

import io.carillon.im.delivery.Endings;
import io.carillon.im.delivery.Intake;
import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.Outcome;
import io.carillon.im.delivery.Parties;
import io.carillon.im.delivery.Pending;
import io.carillon.im.delivery.Progress;
import io.carillon.im.delivery.Reception;
import io.carillon.im.policy.Ruling;
import io.carillon.im.smsip.pdu.RpCause;
import io.carillon.im.smsip.pdu.TpFailure;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.smsip.pdu.Validity;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.State;
import io.carillon.sip.message.SipRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an SMS-SUBMIT over from a phone (TS 23.040 §10.2, TS 24.341 §5.3.3.4.3). */
public final class Submissions {
    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

    /** What the sender is to hear. */
    sealed interface Verdict {
        /** @param wake a recipient for whom something is in the outbox now */
        record Done(Instant accepted, Optional<String> wake) implements Verdict {}

        record Refused(RpCause cause, TpFailure failure) implements Verdict {}
    }

    private static final int FIRST_REPLACE_TYPE = 0x41;
    private static final int LAST_REPLACE_TYPE = 0x47;

    private final Intake intake;
    private final Backlog backlog;
    private final Endings endings;
    private final Reception reception;
    private final ServiceCentre centre;
    private final Numbering numbering;
    private final Duration validity;
    private final Clock clock;

    /** @param validity how long a message is kept at the most */
    public Submissions(
            Intake intake,
            Outbox outbox,
            Endings endings,
            Reception reception,
            ServiceCentre centre,
            Numbering numbering,
            Duration validity,
            Clock clock) {
        this.intake = intake;
        this.backlog = new Backlog(outbox);
        this.endings = endings;
        this.reception = reception;
        this.centre = centre;
        this.numbering = numbering;
        this.validity = validity;
        this.clock = clock;
    }

    Verdict take(SipRequest request, String user, Tpdu.Submit submit) {
        var recipient = numbering.recipient(submit.destination());
        if (recipient.isEmpty()) {
            LOG.info("Call {}: {} is no destination", request.callId(), submit.destination());
            return new Verdict.Refused(RpCause.UNASSIGNED_NUMBER, TpFailure.INVALID_SME_ADDRESS);
        }
        var origin = user + " " + request.callId() + " " + request.cseq().number();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var text = submit.userData().text();
        var heard = reception.hear(origin, now, user, recipient.get(), text);
        var accepted = heard.seen().since();
        var pending = pending(request, user, recipient.get(), submit, MessageId.of(accepted, origin), accepted);
        if (submit.rejectDuplicates() && isDuplicate(pending)) {
            return new Verdict.Refused(RpCause.TRANSFER_REJECTED, TpFailure.DUPLICATE);
        }
        return switch (intake.take(pending, text, heard.seen().again(), heard.ruling())) {
            case Intake.Taken.Accepted(var taken, var repeated) -> {
                replaceEarlier(taken, submit.protocol());
                yield new Verdict.Done(taken.accepted(), Optional.of(taken.recipient()));
            }
            case Intake.Taken.NotPaid(var result) ->
                new Verdict.Refused(RpCause.NOT_SUBSCRIBED, TpFailure.NO_SC_SUBSCRIPTION);
            case Intake.Taken.NotAllowed(var ruling) -> refused(ruling);
            case Intake.Taken.NobodyCharges(var reason) ->
                new Verdict.Refused(RpCause.TEMPORARY_FAILURE, TpFailure.SC_SYSTEM_FAILURE);
        };
    }

    private static Verdict refused(Ruling ruling) {
        return switch (ruling) {
            case Ruling.TooMany ignored -> new Verdict.Refused(RpCause.CONGESTION, TpFailure.SC_BUSY);
            case Ruling.Barred ignored -> new Verdict.Refused(RpCause.OPERATOR_BARRING, TpFailure.UNSPECIFIED);
            case Ruling.Spam ignored -> new Verdict.Refused(RpCause.TRANSFER_REJECTED, TpFailure.UNSPECIFIED);
            case Ruling.Allowed ignored -> throw new IllegalStateException("what is allowed is taken");
        };
    }

    /** TP-RD: one with this TP-MR to this recipient is still kept (TS 23.040 §9.2.3.25). */
    private boolean isDuplicate(Pending pending) {
        int reference = pending.submitted().orElseThrow().reference();
        return backlog.of(pending.sender(), pending.recipient(), each -> each.reference() == reference)
                .anyMatch(each -> !each.id().equals(pending.id()));
    }

    /** Replace Short Message Type 1 to 7: of one type only the newest is kept (TS 23.040 §9.2.3.9). */
    private void replaceEarlier(Pending by, int protocol) {
        if (protocol < FIRST_REPLACE_TYPE || protocol > LAST_REPLACE_TYPE) {
            return;
        }
        backlog.of(by.sender(), by.recipient(), each -> each.protocol() == protocol)
                .filter(each -> each.progress().phase() == Progress.Phase.WAITING)
                .filter(each -> each.id().compareTo(by.id()) < 0)
                .forEach(each ->
                        endings.end(each, new Outcome(State.REPLACED, clock.instant(), "replaced by " + by.id())));
    }

    private Pending pending(
            SipRequest request, String user, String recipient, Tpdu.Submit submit, MessageId id, Instant accepted) {
        var originator = Numbering.originator(user, Parties.asserted(request));
        boolean once = submit.validity() instanceof Validity.Enhanced enhanced && enhanced.singleShot();
        var draft = new Pending.Draft(
                id,
                Kind.SMS,
                user,
                recipient,
                centre.uri(),
                false,
                ServiceCentre.CONTENT_TYPE,
                centre.deliver(submit, originator, accepted).encode().bytes(),
                accepted,
                expires(submit.validity(), accepted),
                once,
                Optional.of(ServiceCentre.submitted(submit)),
                request.callId(),
                Parties.icid(request));
        return Pending.of(draft, Progress.waiting(accepted));
    }

    private Instant expires(Validity wanted, Instant accepted) {
        var most = accepted.plus(validity);
        return wanted.until(accepted).filter(until -> until.isBefore(most)).orElse(most);
    }
}
