package io.carillon.cscf.scscf;

import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.AssignmentType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * De-registers users whose last contact has expired (TS 24.229 §5.4.1.5). The times are in the store, so that any node
 * goes on when the one that took the REGISTER is gone.
 */
public final class ExpiryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWatch.class);
    private static final int BATCH = 200;

    private final Bindings bindings;
    private final HomeSubscribers hss;
    private final Clock clock;

    public ExpiryWatch(Bindings bindings, HomeSubscribers hss, Clock clock) {
        this.bindings = bindings;
        this.hss = hss;
        this.clock = clock;
    }

    /** One look at the clock; called every second. */
    public void tick() {
        List<Bindings.Expired> expired;
        do {
            expired = bindings.takeExpired(clock.instant(), BATCH);
            expired.forEach(this::expire);
        } while (expired.size() == BATCH);
    }

    private void expire(Bindings.Expired expired) {
        var registration = bindings.find(expired.impu());
        if (registration.isEmpty()
                || registration.get().contacts().stream().anyMatch(each -> each.key().equals(expired.contactKey()))) {
            return; // refreshed meanwhile
        }
        var set = registration.get().profile().notBarred();
        if (registration.get().registered()) {
            bindings.unbind(set, List.of(expired.contactKey()));
            return;
        }
        bindings.forget(set);
        var told = hss.assign(
                Optional.of(registration.get().impi()), expired.impu(), AssignmentType.TIMEOUT_DEREGISTRATION, true);
        LOG.info("Registration of {} expired: {}", expired.impu().value(), told.getClass().getSimpleName());
    }
}
