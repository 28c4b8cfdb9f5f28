package io.carillon.im.smsip;

import io.carillon.im.delivery.Outcome;
import io.carillon.im.delivery.Pending;
import io.carillon.im.delivery.Progress;
import io.carillon.im.delivery.Submitted;
import io.carillon.im.smsip.pdu.Direction;
import io.carillon.im.smsip.pdu.Octets;
import io.carillon.im.smsip.pdu.RpAddress;
import io.carillon.im.smsip.pdu.RpCause;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.im.smsip.pdu.Timestamp;
import io.carillon.im.smsip.pdu.TpAddress;
import io.carillon.im.smsip.pdu.TpFailure;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the service centre writes: the bodies that go to phones.
 *
 * @param number its E.164 address, which phones see as RP-Originator Address
 * @param uri its public service identity
 * @param zone the time zone of its stamps
 */
public record ServiceCentre(String number, String uri, ZoneId zone) {
    public static final String CONTENT_TYPE = "application/vnd.3gpp.sms";
    private static final Duration REPORT_VALIDITY = Duration.ofDays(1);

    /** The RP-DATA of a delivery attempt. */
    public byte[] relayed(Pending attempt) {
        return new RpMessage.Data(
                        Direction.TO_MOBILE,
                        attempt.reference(),
                        RpAddress.international(number),
                        RpAddress.NONE,
                        Octets.of(attempt.body()))
                .encode()
                .bytes();
    }

    /** What was submitted, as it is delivered: protocol, coding and user data are the sender's, octet for octet. */
    public Tpdu.Deliver deliver(Tpdu.Submit submit, TpAddress originator, Instant accepted) {
        return new Tpdu.Deliver(
                false,
                false,
                submit.statusReport(),
                submit.replyPath(),
                originator,
                submit.protocol(),
                Timestamp.of(accepted, zone),
                submit.userData());
    }

    /** RP-ACK with the SMS-SUBMIT-REPORT (TS 24.341 §5.3.3.4.3, TS 23.040 §9.2.2.2a). */
    byte[] accepts(int reference, Instant accepted) {
        var report = Tpdu.SubmitReport.of(Optional.empty(), Timestamp.of(accepted, zone));
        return new RpMessage.Ack(Direction.TO_MOBILE, reference, Optional.of(report.encode()))
                .encode()
                .bytes();
    }

    byte[] acknowledges(int reference) {
        return new RpMessage.Ack(Direction.TO_MOBILE, reference, Optional.empty())
                .encode()
                .bytes();
    }

    /** @param failure what the transfer layer says; empty if only the relay layer failed */
    byte[] refuses(int reference, RpCause cause, Optional<TpFailure> failure, Instant now) {
        var report = failure.map(code ->
                Tpdu.SubmitReport.of(Optional.of(code), Timestamp.of(now, zone)).encode());
        return new RpMessage.Error(Direction.TO_MOBILE, reference, cause, OptionalInt.empty(), report)
                .encode()
                .bytes();
    }

    /** The status report on a message's end, if its sender wants one (TS 23.040 §9.2.2.3). */
    public Optional<Pending> statusReport(Pending ended, Outcome outcome) {
        return ended.submitted().filter(Submitted::report).map(submitted -> {
            var report = report(
                    false,
                    submitted.reference(),
                    recipient(submitted),
                    ended.accepted(),
                    outcome.at(),
                    status(outcome));
            var id = MessageId.of(outcome.at(), ended.id().value(), "report");
            return statusReport(id, ended.sender(), report, outcome.at(), ended.callId(), ended.icid());
        });
    }

    /** What a command came to (TS 23.040 §9.2.3.26). */
    Pending commandReport(
            Tpdu.Command command, String user, String callId, String icid, Instant accepted, Instant now, int status) {
        var report = report(true, command.reference(), command.destination(), accepted, now, status);
        return statusReport(MessageId.of(now, user, callId, "command"), user, report, now, callId, icid);
    }

    private Tpdu.StatusReport report(
            boolean ofCommand, int reference, TpAddress recipient, Instant accepted, Instant discharged, int status) {
        return new Tpdu.StatusReport(
                false,
                ofCommand,
                reference,
                recipient,
                Timestamp.of(accepted, zone),
                Timestamp.of(discharged, zone),
                status,
                OptionalInt.empty(),
                Optional.empty());
    }

    private Pending statusReport(
            MessageId id, String user, Tpdu.StatusReport report, Instant now, String callId, String icid) {
        return Pending.of(
                new Pending.Draft(
                        id,
                        Kind.STATUS_REPORT,
                        uri,
                        user,
                        uri,
                        false,
                        CONTENT_TYPE,
                        report.encode().bytes(),
                        now,
                        now.plus(REPORT_VALIDITY),
                        false,
                        Optional.empty(),
                        callId,
                        icid),
                Progress.waiting(now));
    }

    private static TpAddress recipient(Submitted submitted) {
        return new TpAddress(TpAddress.NumberType.valueOf(submitted.type()), submitted.plan(), submitted.number());
    }

    private static int status(Outcome outcome) {
        return switch (outcome.state()) {
            case DELIVERED, DISPLAYED -> Tpdu.StatusReport.RECEIVED;
            case REPLACED -> Tpdu.StatusReport.REPLACED;
            case EXPIRED -> Tpdu.StatusReport.EXPIRED;
            case DELETED -> Tpdu.StatusReport.DELETED;
            case FAILED, ACCEPTED -> Tpdu.StatusReport.NOT_OBTAINABLE;
        };
    }

    /** What its sender may refer to later. */
    public static Submitted submitted(Tpdu.Submit submit) {
        var to = submit.destination();
        return new Submitted(
                submit.reference(), submit.protocol(), to.type().name(), to.plan(), to.value(), submit.statusReport());
    }
}
