package io.carillon.cscf.scscf;

import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.Assignment;
import io.carillon.cscf.hss.HomeSubscribers.AssignmentType;
import io.carillon.cscf.hss.HomeSubscribers.Cause;
import io.carillon.cscf.scscf.Bindings.Expired;
import io.carillon.cscf.scscf.ContactEvent.Kind;
import io.carillon.identity.Impi;
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
        if (known.isPresent() && !told(impu, known.get(), overdue)) {
            return false;
        }
        var now = bindings.find(impu);
        if (now.filter(Registration::registered).isPresent()) { // some stay, or it came back while we asked
            var gone =
                    overdue.stream().filter(each -> !now.get().has(each.key())).toList();
            bindings.unbind(now.get(), gone.stream().map(Contact::key).toList());
            audience.changed(new RegistrationChange(now.get(), RegistrationChange.of(gone, Kind.EXPIRED), List.of()));
        } else if (known.isPresent() && !overdue.isEmpty()) {
            bindings.forget(known.get());
            audience.ended(known.get().with(overdue), Kind.EXPIRED);
            LOG.info("Registration of {} expired", impu);
        }
        bindings.settle(expired);
        return true;
    }

    /** The HSS hears of every private identity that has no device left. */
    private boolean told(Impu impu, Registration known, List<Contact> overdue) {
        var without = overdue.stream()
                .map(each -> Impi.parse(each.impi()))
                .filter(impi -> !known.registeredBy(impi))
                .distinct()
                .toList();
        for (var impi : without) {
            var told = hss.assign(Optional.of(impi), impu, AssignmentType.TIMEOUT_DEREGISTRATION, true);
            if (told instanceof Assignment.Refused(var cause) && cause == Cause.UNAVAILABLE) {
                return false;
            }
        }
        return true;
    }
}
