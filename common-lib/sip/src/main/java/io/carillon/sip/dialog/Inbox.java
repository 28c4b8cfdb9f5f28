package io.carillon.sip.dialog;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one call, handled one after the other on a virtual thread that lives only while there is something to
 * do. A procedure that is under way may take the next events itself.
 */
final class Inbox<E> {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int BOUND = 1_000;

    private final LinkedBlockingQueue<E> events = new LinkedBlockingQueue<>(BOUND);
    private final Consumer<E> handler;
    private final String name;
    private final Supplier<Runnable> hold;
    private boolean busy;

    /** @param hold asked when there is something to do; what it gives is run when that is done */
    Inbox(String name, Consumer<E> handler, Supplier<Runnable> hold) {
        this.name = name;
        this.handler = handler;
        this.hold = hold;
    }

    /** False if the box is full. */
    synchronized boolean post(E event) {
        boolean taken = events.offer(event);
        if (taken && !busy) {
            busy = true;
            var done = hold.get();
            Thread.ofVirtual().name(name).start(() -> drain(done));
        }
        return taken;
    }

    private void drain(Runnable done) {
        for (var event = next(); event != null; event = next()) {
            try {
                handler.accept(event);
            } catch (RuntimeException e) {
                LOG.error("Call {}: {} failed", name, event.getClass().getSimpleName(), e);
            }
        }
        done.run();
    }

    private synchronized @org.jspecify.annotations.Nullable E next() {
        var event = events.poll();
        busy = event != null;
        return event;
    }

    /** The next event, for a procedure that runs inside of the handler; null when none came in that time. */
    @org.jspecify.annotations.Nullable
    E take(long millis) {
        try {
            return events.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
