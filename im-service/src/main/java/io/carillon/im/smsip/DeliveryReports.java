package io.carillon.im.smsip;

import io.carillon.im.delivery.Courier;
import io.carillon.im.delivery.Endings;
import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.Outcome;
import io.carillon.im.delivery.Parties;
import io.carillon.im.delivery.Pending;
import io.carillon.im.delivery.Progress.Phase;
import io.carillon.im.delivery.Ticket;
import io.carillon.im.smsip.pdu.RpCause;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.im.smsip.pdu.TpException;
import io.carillon.im.smsip.pdu.TpFailure;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.store.Kind;
import io.carillon.im.store.State;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What phones say of the short messages that they got (TS 24.341 §5.3.2.4, §5.3.3.4.2): to any node, at any time. */
public final class DeliveryReports {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryReports.class);
    /** A change by another node in between is followed by another look. */
    private static final int TRIES = 3;

    private static final int LOOK_AT_MOST = 16;

    /** Of the phone or its card, and for the moment (TS 23.040 §9.2.3.22). */
    private static final Set<TpFailure> LATER =
            Set.of(TpFailure.SIM_STORAGE_FULL, TpFailure.MEMORY_EXCEEDED, TpFailure.SIM_TOOLKIT_BUSY);

    private final Outbox outbox;
    private final Endings endings;
    private final Courier courier;
    private final Clock clock;
    private final Duration memoryPause;

    /** @param memoryPause when to try again a phone without memory that never tells of it */
    public DeliveryReports(Outbox outbox, Endings endings, Courier courier, Clock clock, Duration memoryPause) {
        this.outbox = outbox;
        this.endings = endings;
        this.courier = courier;
        this.clock = clock;
        this.memoryPause = memoryPause;
    }

    /** RP-ACK: the message is on the phone. */
    void received(SipRequest request, int reference) {
        settle(request, reference, pending -> {
            boolean ended = endings.end(pending, new Outcome(State.DELIVERED, clock.instant(), ""));
            if (ended) {
                courier.wake(pending.recipient(), clock.instant(), false);
            }
            return ended;
        });
    }

    /** RP-ERROR: the phone has no memory and will tell when it has, or it cannot take the message at all. */
    void refused(SipRequest request, RpMessage.Error error) {
        var failure = failure(request, error);
        boolean later = error.cause().equals(RpCause.MEMORY_EXCEEDED)
                || failure.filter(LATER::contains).isPresent();
        var why = error.cause() + failure.map(each -> ", " + each).orElse("");
        settle(
                request,
                error.reference(),
                pending -> later && !pending.singleShot() ? waits(pending, why) : fails(pending, why));
    }

    private boolean waits(Pending pending, String why) {
        var again = pending.progress().again(clock.instant().plus(memoryPause));
        boolean kept = outbox.replace(pending, pending.with(again));
        if (kept) {
            endings.waits(pending, why);
        }
        return kept;
    }

    private boolean fails(Pending pending, String why) {
        var now = clock.instant();
        boolean ended = endings.end(pending, new Outcome(State.FAILED, now, why));
        if (ended) {
            courier.wake(pending.recipient(), now, false);
        }
        return ended;
    }

    /** What the SMS-DELIVER-REPORT says, if there is one that can be read (TS 23.040 §9.2.2.1a). */
    private static Optional<TpFailure> failure(SipRequest request, RpMessage.Error error) {
        try {
            return error.userData()
                    .flatMap(report -> Tpdu.deliverReport(report, true).failure());
        } catch (TpException e) {
            LOG.info("Call {}: the report in the RP-ERROR is of no use: {}", request.callId(), e.getMessage());
            return Optional.empty();
        }
    }

    private void settle(SipRequest request, int reference, Predicate<Pending> step) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            var pending = find(request, reference);
            if (pending.isEmpty()) {
                LOG.info("Call {}: no message waits for report {}", request.callId(), reference);
                return;
            }
            if (step.test(pending.get())) {
                return;
            }
        }
    }

    /** By In-Reply-To, however late; without it by recipient and reference, while it is waited for. */
    private Optional<Pending> find(SipRequest request, int reference) {
        var ticket = request.first(HeaderName.IN_REPLY_TO).flatMap(Ticket::parse);
        if (ticket.isPresent()) {
            return outbox.find(ticket.get())
                    .filter(each -> each.ticket().equals(ticket.get())
                            && each.progress().phase() != Phase.DONE);
        }
        return Parties.names(request).stream()
                .flatMap(name -> outbox.of(name, LOOK_AT_MOST).stream())
                .filter(each -> (each.kind() == Kind.SMS || each.kind() == Kind.STATUS_REPORT)
                        && each.progress().phase() == Phase.SENT
                        && each.reference() == reference)
                .findFirst();
    }
}
