package io.carillon.im.smsip;

import io.carillon.im.delivery.Intake;
import io.carillon.im.delivery.Parties;
import io.carillon.im.delivery.Pending;
import io.carillon.im.delivery.Progress;
import io.carillon.im.delivery.Schedule;
import io.carillon.im.smsip.pdu.RpCause;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.im.smsip.pdu.TpException;
import io.carillon.im.smsip.pdu.TpFailure;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.smsip.pdu.Validity;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
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
        record Accepted(Pending pending) implements Verdict {}

        record Refused(RpCause cause, TpFailure failure) implements Verdict {}
    }

    private final Intake intake;
    private final Schedule schedule;
    private final ServiceCentre centre;
    private final Numbering numbering;
    private final Duration validity;
    private final Clock clock;

    /** @param validity how long a message is kept at the most */
    public Submissions(
            Intake intake,
            Schedule schedule,
            ServiceCentre centre,
            Numbering numbering,
            Duration validity,
            Clock clock) {
        this.intake = intake;
        this.schedule = schedule;
        this.centre = centre;
        this.numbering = numbering;
        this.validity = validity;
        this.clock = clock;
    }

    Verdict take(SipRequest request, String user, RpMessage.Data data) {
        Tpdu.Submit submit;
        try {
            submit = Tpdu.submit(data.userData());
        } catch (TpException e) {
            LOG.info("Call {}: {} ({})", request.callId(), e.getMessage(), e.rpCause());
            return new Verdict.Refused(e.rpCause(), e.failure());
        }
        var recipient = numbering.recipient(submit.destination());
        if (recipient.isEmpty()) {
            LOG.info("Call {}: {} is no destination", request.callId(), submit.destination());
            return new Verdict.Refused(RpCause.UNASSIGNED_NUMBER, TpFailure.INVALID_SME_ADDRESS);
        }
        var origin = user + " " + request.callId() + " " + request.cseq().number();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var accepted = schedule.firstSeen(origin, now);
        var pending = pending(request, user, recipient.get(), submit, MessageId.of(accepted, origin), accepted);
        return switch (intake.take(pending, submit.userData().text(), accepted.isBefore(now))) {
            case Intake.Taken.Accepted(var taken, var repeated) -> new Verdict.Accepted(taken);
            case Intake.Taken.NotPaid(var result) ->
                new Verdict.Refused(RpCause.NOT_SUBSCRIBED, TpFailure.NO_SC_SUBSCRIPTION);
            case Intake.Taken.NobodyCharges(var reason) ->
                new Verdict.Refused(RpCause.TEMPORARY_FAILURE, TpFailure.SC_SYSTEM_FAILURE);
        };
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
                submit.statusReport() ? Optional.of(ServiceCentre.wish(submit)) : Optional.empty(),
                request.callId(),
                Parties.icid(request));
        return Pending.of(draft, Progress.waiting(accepted));
    }

    private Instant expires(Validity wanted, Instant accepted) {
        var most = accepted.plus(validity);
        return wanted.until(accepted).filter(until -> until.isBefore(most)).orElse(most);
    }
}
