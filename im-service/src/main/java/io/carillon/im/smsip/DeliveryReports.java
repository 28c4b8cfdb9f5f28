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
import io.carillon.im.store.Kind;
import io.carillon.im.store.State;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What phones say of the short messages that they got (TS 24.341 §5.3.2.4, §5.3.3.4.2): to any node, at any time. */
public final class DeliveryReports {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryReports.class);
    /** A change by another node in between is followed by another look. */
    private static final int TRIES = 3;

    private static final int LOOK_AT_MOST = 16;

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
        settle(request, error.reference(), pending -> {
            var now = clock.instant();
            if (error.cause().equals(RpCause.MEMORY_EXCEEDED) && !pending.singleShot()) {
                return outbox.replace(pending, pending.with(pending.progress().again(now.plus(memoryPause))));
            }
            boolean ended = endings.end(
                    pending, new Outcome(State.FAILED, now, error.cause().toString()));
            if (ended) {
                courier.wake(pending.recipient(), now, false);
            }
            return ended;
        });
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
