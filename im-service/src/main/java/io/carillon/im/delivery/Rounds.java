package io.carillon.im.delivery;

import io.carillon.im.delivery.Schedule.Claim;
import io.carillon.im.store.StoreAway;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for recipients that are due and has each of them visited, so many at once. */
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    /** Before a recipient who could not be served is looked at again. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final Schedule schedule;
    private final Courier.Settings settings;
    private final Clock clock;
    private final Function<Claim, Optional<Instant>> visit;
    private final Semaphore free;
    private volatile boolean running;
    private volatile @Nullable Thread loop;
    /** While this node's store is away, the recipients are left to the nodes that can serve them. */
    private volatile Instant resting = Instant.MIN;

    /** @param visit works for one recipient and gives when to look again, or nothing if there is nothing left */
    Rounds(Schedule schedule, Courier.Settings settings, Clock clock, Function<Claim, Optional<Instant>> visit) {
        this.schedule = schedule;
        this.settings = settings;
        this.clock = clock;
        this.visit = visit;
        this.free = new Semaphore(settings.most());
    }

    synchronized void start() {
        running = true;
        loop = Thread.ofVirtual().name("courier").start(this::run);
    }

    @Override
    public synchronized void close() {
        running = false;
        nudge();
    }

    void nudge() {
        LockSupport.unpark(loop);
    }

    private void run() {
        boolean away = false;
        while (running) {
            try {
                while (claimSome() > 0) {}
                away = false;
            } catch (RuntimeException e) {
                if (!away) {
                    LOG.warn("The delivery schedule is away: {}", e.getMessage());
                }
                away = true;
            }
            LockSupport.parkNanos(settings.poll().toNanos());
        }
    }

    private int claimSome() {
        if (!running || clock.instant().isBefore(resting)) {
            return 0;
        }
        int room = free.drainPermits();
        if (room == 0) {
            return 0;
        }
        int taken = 0;
        try {
            for (var claim : schedule.claim(clock.instant(), settings.lease(), room)) {
                taken++;
                Thread.ofVirtual().name("deliver-" + claim.recipient()).start(() -> {
                    try {
                        visit(claim);
                    } finally {
                        free.release();
                        nudge();
                    }
                });
            }
            return taken;
        } finally {
            free.release(room - taken);
        }
    }

    private void visit(Claim claim) {
        Optional<Instant> next;
        try {
            next = visit.apply(claim);
        } catch (StoreAway e) {
            LOG.warn("Delivery to {} is left to other nodes for now: {}", claim.recipient(), e.why());
            resting = clock.instant().plus(PAUSE);
            next = Optional.of(clock.instant());
        } catch (RuntimeException e) {
            LOG.error("Delivery to {} failed and will be tried again", claim.recipient(), e);
            next = Optional.of(clock.instant().plus(PAUSE));
        }
        try {
            schedule.release(claim, clock.instant(), next);
        } catch (RuntimeException e) {
            LOG.warn("{} stays claimed until the lease ends: {}", claim.recipient(), e.getMessage());
        }
    }
}
