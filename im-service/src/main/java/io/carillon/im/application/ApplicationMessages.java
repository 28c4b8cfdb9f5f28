package io.carillon.im.application;

import io.carillon.im.delivery.Courier;
import io.carillon.im.delivery.Endings;
import io.carillon.im.delivery.Intake;
import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.Outcome;
import io.carillon.im.delivery.Pending;
import io.carillon.im.delivery.Progress;
import io.carillon.im.delivery.Schedule;
import io.carillon.im.delivery.Submitted;
import io.carillon.im.smsip.Numbering;
import io.carillon.im.smsip.ServiceCentre;
import io.carillon.im.smsip.pdu.Segments;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.smsip.pdu.UserData;
import io.carillon.im.smsip.pdu.Validity;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.State;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages over from applications: a text, now or for later, as short messages or in page mode. */
public final class ApplicationMessages {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationMessages.class);

    /**
     * @param from the sender's identity
     * @param to the recipient's identity
     * @param at when to send it; empty: at once
     * @param validity how long it is kept; empty: as long as any message
     * @param report whether the sender wants to hear of the end
     * @param urgent whether to try at once, whatever is known of the recipient's phone (TS 23.040 §3.2.3)
     * @param languages national language identifiers that the recipient's phone knows
     * @param key what makes a repetition of the order known as one
     */
    public record Order(
            String from,
            String to,
            String text,
            Kind kind,
            Optional<Instant> at,
            Optional<Duration> validity,
            boolean report,
            boolean urgent,
            Set<Integer> languages,
            String key) {}

    /** What became of an order: all of its parts, or none. */
    public sealed interface Sent {
        /** @param at when it goes out */
        record Accepted(List<MessageId> parts, Instant at) implements Sent {}

        record NotPaid(String result) implements Sent {}

        record NobodyCharges(String reason) implements Sent {}
    }

    private static final int LOOK_AT_MOST = 500;

    private final Intake intake;
    private final Outbox outbox;
    private final Endings endings;
    private final Schedule schedule;
    private final Courier courier;
    private final ServiceCentre centre;
    private final Duration validity;
    private final Clock clock;

    /** @param validity how long a message is kept at the most */
    public ApplicationMessages(
            Intake intake,
            Outbox outbox,
            Endings endings,
            Schedule schedule,
            Courier courier,
            ServiceCentre centre,
            Duration validity,
            Clock clock) {
        this.intake = intake;
        this.outbox = outbox;
        this.endings = endings;
        this.schedule = schedule;
        this.courier = courier;
        this.centre = centre;
        this.validity = validity;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException for a text of too many parts */
    Sent send(Order order) {
        var origin = "application " + order.from() + " " + order.to() + " " + order.key();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var seen = schedule.firstSeen(origin, now);
        var at = order.at()
                .map(wanted -> wanted.truncatedTo(ChronoUnit.MILLIS))
                .filter(seen.since()::isBefore)
                .orElse(seen.since());
        var taken = new ArrayList<Pending>();
        for (var part : parts(order, origin, at)) {
            switch (intake.take(part.pending(), Optional.of(part.text()), seen.again())) {
                case Intake.Taken.Accepted(var pending, var repeated) -> taken.add(pending);
                case Intake.Taken.NotPaid(var result) -> {
                    withdraw(taken, origin);
                    return new Sent.NotPaid(result);
                }
                case Intake.Taken.NotAllowed(var ruling) ->
                    throw new IllegalStateException("no rule is against what the operator sends: " + ruling);
                case Intake.Taken.NobodyCharges(var reason) -> {
                    withdraw(taken, origin);
                    return new Sent.NobodyCharges(reason);
                }
            }
        }
        courier.wake(order.to(), at, order.urgent());
        LOG.info("{} sends {} message(s) to {} at {}", order.from(), taken.size(), order.to(), at);
        return new Sent.Accepted(taken.stream().map(Pending::id).toList(), at);
    }

    /** Nobody was woken for them yet: what is incomplete does not go out. The same order may come again. */
    private void withdraw(List<Pending> taken, String origin) {
        schedule.forget(origin);
        taken.forEach(
                each -> endings.end(each, new Outcome(State.DELETED, clock.instant(), "another part was refused")));
    }

    /** Takes back what has not gone out; false if there is no such message, or a phone may have it already. */
    boolean cancel(MessageId id, String recipient) {
        return outbox.of(recipient, LOOK_AT_MOST).stream()
                .filter(each -> each.id().equals(id))
                .filter(each -> each.progress().phase() == Progress.Phase.WAITING)
                .anyMatch(each -> endings.end(each, new Outcome(State.DELETED, clock.instant(), "taken back")));
    }

    private record DraftPart(Pending pending, String text) {}

    /** A millisecond apart, so that they stay in their order. */
    private List<DraftPart> parts(Order order, String origin, Instant at) {
        int reference = origin.hashCode() & 0xFF;
        if (order.kind() == Kind.TEXT) {
            return List.of(new DraftPart(text(order, MessageId.of(at, origin), at), order.text()));
        }
        var parts = new ArrayList<DraftPart>();
        for (UserData data : Segments.of(order.text(), order.languages(), reference)) {
            var time = at.plusMillis(parts.size());
            var id = MessageId.of(time, origin, String.valueOf(parts.size()));
            parts.add(new DraftPart(
                    shortMessage(order, id, time, data, reference), data.text().orElseThrow()));
        }
        return parts;
    }

    private Pending shortMessage(Order order, MessageId id, Instant at, UserData data, int reference) {
        var submit = new Tpdu.Submit(
                false,
                order.report(),
                false,
                reference,
                Numbering.originator(order.to()),
                0,
                new Validity.Unspecified(),
                data);
        var deliver = centre.deliver(submit, Numbering.originator(order.from()), at);
        return pending(
                order,
                id,
                at,
                centre.uri(),
                ServiceCentre.CONTENT_TYPE,
                deliver.encode().bytes(),
                Optional.of(ServiceCentre.submitted(submit)));
    }

    private Pending text(Order order, MessageId id, Instant at) {
        var body = order.text().getBytes(StandardCharsets.UTF_8);
        return pending(order, id, at, order.from(), "text/plain;charset=UTF-8", body, Optional.empty());
    }

    private Pending pending(
            Order order,
            MessageId id,
            Instant at,
            String originator,
            String contentType,
            byte[] body,
            Optional<Submitted> submitted) {
        var kept = order.validity()
                .filter(wanted -> wanted.compareTo(validity) < 0)
                .orElse(validity);
        var draft = new Pending.Draft(
                id,
                order.kind(),
                order.from(),
                order.to(),
                originator,
                false,
                contentType,
                body,
                at,
                at.plus(kept),
                false,
                submitted,
                ApplicationReport.callId(id),
                "");
        return Pending.of(draft, Progress.waiting(at));
    }
}
