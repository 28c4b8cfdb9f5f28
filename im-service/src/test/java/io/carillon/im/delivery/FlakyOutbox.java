package io.carillon.im.delivery;

import io.carillon.im.store.StoreAway;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An outbox that is away for that many questions. */
final class FlakyOutbox implements Outbox {
    private final Outbox outbox;
    private final AtomicInteger failures;

    FlakyOutbox(Outbox outbox, AtomicInteger failures) {
        this.outbox = outbox;
        this.failures = failures;
    }

    private Outbox there() {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StoreAway("out for a walk");
        }
        return outbox;
    }

    @Override
    public boolean put(Pending pending) {
        return there().put(pending);
    }

    @Override
    public boolean replace(Pending before, Pending after) {
        return there().replace(before, after);
    }

    @Override
    public void remove(Pending pending) {
        there().remove(pending);
    }

    @Override
    public void leave(Pending pending) {
        outbox.leave(pending);
    }

    @Override
    public List<Pending> of(String recipient, int limit) {
        return there().of(recipient, limit);
    }

    @Override
    public Optional<Pending> find(Ticket ticket) {
        return there().find(ticket);
    }

    @Override
    public void forEach(Consumer<Pending> visitor) {
        there().forEach(visitor);
    }
}
