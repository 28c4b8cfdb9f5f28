package io.carillon.cscf.scscf;

import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.Assignment;
import io.carillon.cscf.hss.HomeSubscribers.AssignmentType;
import io.carillon.cscf.hss.HomeSubscribers.Cause;
import io.carillon.cscf.scscf.Bindings.Expired;
import io.carillon.cscf.scscf.ContactEvent.Kind;
import io.carillon.identity.Impu;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private final Audience audience;
    private final Clock clock;

    public ExpiryWatch(Bindings bindings, HomeSubscribers hss, Audience audience, Clock clock) {
        this.bindings = bindings;
        this.hss = hss;
        this.audience = audience;
        this.clock = clock;
    }

    /** One look at the clock; called every second. */
    public void tick() {
        List<Expired> batch;
        do {
            batch = bindings.takeExpired(clock.instant(), BATCH);
            for (var ofOne :
                    batch.stream().collect(Collectors.groupingBy(Expired::impu)).entrySet()) {
                if (!expire(ofOne.getKey(), ofOne.getValue())) {
                    return; // each further one would wait for the HSS too; their leases bring them back
                }
            }
        } while (batch.size() == BATCH);
    }

    /** False if the HSS could not be told; then everything stays for the next time. */
    private boolean expire(Impu impu, List<Expired> expired) {
        var known = bindings.find(impu);
        var overdue = bindings.overdue(impu);
        if (known.filter(Registration::registered).isPresent()) {
            var gone = expired.stream()
                    .map(Expired::contactKey)
                    .filter(key -> !known.get().has(key)) // it may have been refreshed meanwhile
                    .toList();
            bindings.unbind(known.get(), gone);
            audience.changed(
                    new RegistrationChange(known.get(), RegistrationChange.of(overdue, Kind.EXPIRED), List.of()));
        } else if (known.isPresent() && !deregistered(impu, known.get().with(overdue))) {
            return false;
        }
        bindings.settle(expired);
        return true;
    }

    private boolean deregistered(Impu impu, Registration known) {
        var told = hss.assign(Optional.of(known.impi()), impu, AssignmentType.TIMEOUT_DEREGISTRATION, true);
        if (told instanceof Assignment.Refused(var cause) && cause == Cause.UNAVAILABLE) {
            return false;
        }
        if (bindings.find(impu).filter(Registration::registered).isEmpty()) { // else it came back while we asked
            bindings.forget(known);
            audience.ended(known, Kind.EXPIRED);
            LOG.info("Registration of {} expired", impu);
        }
        return true;
    }
}
