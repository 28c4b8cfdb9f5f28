package io.carillon.im.delivery;

import io.carillon.im.charging.MessageCharging;
import io.carillon.im.charging.MessageCharging.Advance;
import io.carillon.im.charging.MessageCharging.ChargedMessage;
import io.carillon.im.charging.MessageCharging.Debit;
import io.carillon.im.policy.MessagePolicy;
import io.carillon.im.policy.Ruling;
import io.carillon.im.store.History;
import io.carillon.im.store.Kind;
import io.carillon.im.store.State;
import io.carillon.im.store.StoreAway;
import io.carillon.im.store.StoredMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a message over from its sender: paid for, in both histories and in the outbox, before anybody says so. A fresh one
 * comes into the histories with what its first attempt comes to.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** How long a look into the history may take. */
    private static final Duration LOOKING = Duration.ofSeconds(30);

    /** What became of a submission. */
    public sealed interface Taken {
        /** @param repeated the same submission came before: it is taken care of */
        record Accepted(Pending pending, boolean repeated) implements Taken {}

        record NotPaid(String result) implements Taken {}

        /** The operator's rules are against it. */
        record NotAllowed(Ruling ruling) implements Taken {}

        /** Charging is away, and the operator wants no message without it. */
        record NobodyCharges(String reason) implements Taken {}
    }

    private final Outbox outbox;
    private final History history;
    private final MessageCharging charging;
    private final Endings endings;
    private final MessagePolicy policy;
    private final boolean withoutCharging;
    private final Clock clock;

    /** @param withoutCharging whether messages are taken while no charging node answers */
    public Intake(
            Outbox outbox,
            History history,
            MessageCharging charging,
            Endings endings,
            MessagePolicy policy,
            boolean withoutCharging,
            Clock clock) {
        this.outbox = outbox;
        this.history = history;
        this.charging = charging;
        this.endings = endings;
        this.policy = policy;
        this.withoutCharging = withoutCharging;
        this.clock = clock;
    }

    /**
     * @param text what a person reads of it
     * @param known the submission has been heard of before
     */
    public Taken take(Pending pending, Optional<String> text, boolean known) {
        return take(pending, text, known, Advance.NONE);
    }

    /** @param advance pays for it, if there is one */
    public Taken take(Pending pending, Optional<String> text, boolean known, Advance advance) {
        return take(pending, text, known, advance, () -> policy.rule(pending.sender(), pending.recipient(), text));
    }

    /** @param ruling what the operator's rules have said of it already */
    public Taken take(Pending pending, Optional<String> text, boolean known, Ruling ruling) {
        return take(pending, text, known, Advance.NONE, () -> ruling);
    }

    private Taken take(
            Pending submitted, Optional<String> text, boolean known, Advance advance, Supplier<Ruling> rules) {
        var pending = known ? submitted.asRepeated() : submitted;
        if (known && isOver(pending)) {
            return new Taken.Accepted(pending, true);
        }
        if (!pending.kind().isMessage()) {
            return new Taken.Accepted(pending, !outbox.put(pending));
        }
        var ruling = rules.get();
        if (!(ruling instanceof Ruling.Allowed)) {
            LOG.info("{} may not send message {}: {}", pending.sender(), pending.id(), ruling);
            endings.refused(pending, pending.accepted(), ruling.toString());
            return new Taken.NotAllowed(ruling);
        }
        var paid = advance.take();
        if (paid.isPresent()) {
            return store(pending, text, paid.get(), known);
        }
        var charged = new ChargedMessage(
                pending.id(), pending.sender(), pending.recipient(), pending.icid(), pending.kind() == Kind.SMS);
        switch (charging.debit(charged)) {
            case Debit.Paid() -> {}
            case Debit.Refused(var result) -> {
                LOG.info("{} may not send message {}: {}", pending.sender(), pending.id(), result);
                endings.refused(pending, pending.accepted(), "not paid: " + result);
                return new Taken.NotPaid(result);
            }
            case Debit.Unavailable(var reason) -> {
                LOG.warn("Message {} of {} without charging: {}", pending.id(), pending.sender(), reason);
                if (!withoutCharging) {
                    return new Taken.NobodyCharges(reason);
                }
            }
        }
        return store(pending, text, charged, known);
    }

    private Taken store(Pending pending, Optional<String> text, ChargedMessage charged, boolean known) {
        try {
            if (!pending.isFresh()) {
                history.record(StoredMessage.accepted(
                        pending.id(),
                        pending.kind(),
                        pending.sender(),
                        pending.recipient(),
                        pending.contentType(),
                        text,
                        pending.accepted()));
            }
            boolean fresh = known ? putOnceMore(pending) : outbox.put(pending);
            if (fresh) {
                endings.accepted(pending);
            }
            return new Taken.Accepted(pending, !fresh);
        } catch (StoreAway e) {
            charging.refund(charged);
            throw e;
        }
    }

    /**
     * What is repeated may come to its end while we look: it leaves the outbox behind its end in the history. So the
     * repetition lies still, as if it was under way, until the history has been looked at behind it.
     */
    private boolean putOnceMore(Pending pending) {
        boolean waits = pending.progress().phase() == Progress.Phase.WAITING;
        var still = waits ? pending.with(pending.progress().sent(clock.instant().plus(LOOKING))) : pending;
        if (!outbox.put(still)) {
            return false;
        }
        if (isOver(pending)) {
            outbox.remove(still);
            return false;
        }
        return !waits || outbox.replace(still, still.with(pending.progress()));
    }

    /** A repetition of what has left the outbox already must not go into it again. */
    private boolean isOver(Pending pending) {
        return history.look(pending.stored())
                .filter(each -> each.state() != State.ACCEPTED)
                .isPresent();
    }
}
