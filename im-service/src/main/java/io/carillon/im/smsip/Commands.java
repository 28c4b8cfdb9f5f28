package io.carillon.im.smsip;

import io.carillon.im.delivery.Endings;
import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.Outcome;
import io.carillon.im.delivery.Parties;
import io.carillon.im.delivery.Pending;
import io.carillon.im.smsip.Submissions.Verdict;
import io.carillon.im.smsip.pdu.RpCause;
import io.carillon.im.smsip.pdu.TpFailure;
import io.carillon.im.smsip.pdu.Tpdu.Command;
import io.carillon.im.smsip.pdu.Tpdu.StatusReport;
import io.carillon.im.store.State;
import io.carillon.sip.message.SipRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** SMS-COMMAND: what a sender asks of, or does to, a message that it submitted (TS 23.040 §9.2.2.4, §9.2.3.19). */
public final class Commands {
    private final Outbox outbox;
    private final Backlog backlog;
    private final Endings endings;
    private final ServiceCentre centre;
    private final Numbering numbering;
    private final Clock clock;

    public Commands(Outbox outbox, Endings endings, ServiceCentre centre, Numbering numbering, Clock clock) {
        this.outbox = outbox;
        this.backlog = new Backlog(outbox);
        this.endings = endings;
        this.centre = centre;
        this.numbering = numbering;
        this.clock = clock;
    }

    Verdict take(SipRequest request, String user, Command command) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var recipient = numbering.recipient(command.destination());
        if (recipient.isEmpty()) {
            return new Verdict.Refused(RpCause.UNASSIGNED_NUMBER, TpFailure.INVALID_SME_ADDRESS);
        }
        var about = backlog.waiting(user, recipient.get(), each -> each.reference() == command.number());
        return switch (command.type()) {
            case Command.ENQUIRY -> {
                // Also one that is on its way to the phone just now.
                var kept = backlog.newest(user, recipient.get(), each -> each.reference() == command.number());
                int status = kept.isPresent() ? StatusReport.NO_RESPONSE_YET : StatusReport.DOES_NOT_EXIST;
                yield told(request, user, command, kept, status, now);
            }
            case Command.DELETE -> {
                boolean deleted = about.filter(pending ->
                                endings.end(pending, new Outcome(State.DELETED, now, "deleted by its sender")))
                        .isPresent();
                yield deleted ? told(request, user, command, about, StatusReport.DELETED, now) : impossible();
            }
            case Command.CANCEL_STATUS_REPORT, Command.ENABLE_STATUS_REPORT -> {
                boolean wanted = command.type() == Command.ENABLE_STATUS_REPORT;
                boolean changed = about.filter(pending -> outbox.replace(pending, pending.withReport(wanted)))
                        .isPresent();
                yield changed ? told(request, user, command, about, StatusReport.NO_RESPONSE_YET, now) : impossible();
            }
            default -> new Verdict.Refused(RpCause.TRANSFER_REJECTED, TpFailure.COMMAND_NOT_SUPPORTED);
        };
    }

    /** No such message waits here: it has gone out, or never came. */
    private static Verdict impossible() {
        return new Verdict.Refused(RpCause.TRANSFER_REJECTED, TpFailure.COMMAND_IMPOSSIBLE);
    }

    private Verdict told(
            SipRequest request, String user, Command command, Optional<Pending> about, int status, Instant now) {
        if (!command.statusReport()) {
            return new Verdict.Done(now, Optional.empty());
        }
        var accepted = about.map(Pending::accepted).orElse(now);
        var report =
                centre.commandReport(command, user, request.callId(), Parties.icid(request), accepted, now, status);
        outbox.put(report);
        return new Verdict.Done(now, Optional.of(report.recipient()));
    }
}
