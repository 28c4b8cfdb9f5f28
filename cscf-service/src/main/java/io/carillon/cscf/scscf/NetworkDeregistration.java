package io.carillon.cscf.scscf;

import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.Assignment;
import io.carillon.cscf.hss.HomeSubscribers.AssignmentType;
import io.carillon.cscf.scscf.ContactEvent.Kind;
import io.carillon.identity.Impi;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registrations that end because this network wants it (TS 24.229 §5.4.1.5, §5.4.1.6, §5.4.1.7). */
public final class NetworkDeregistration {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkDeregistration.class);

    /** What a phone has left to answer a new challenge, seconds. */
    private static final long SHORTENED = 60;

    private final HomeSubscribers hss;
    private final Bindings bindings;
    private final Audience audience;
    private final Clock clock;

    public NetworkDeregistration(HomeSubscribers hss, Bindings bindings, Audience audience, Clock clock) {
        this.hss = hss;
        this.bindings = bindings;
        this.audience = audience;
        this.clock = clock;
    }

    /** An application server without which there is no session did not take the third-party REGISTER (§5.4.1.7). */
    void applicationServerLost(Registration registration) {
        bindings.find(registration.set().getFirst())
                .filter(Registration::registered)
                .ifPresent(known -> end(known, Kind.PROBATION));
    }

    /** Puts all devices out. @param again true if they may register again at once */
    public void end(Registration known, boolean again) {
        end(known, again ? Kind.DEACTIVATED : Kind.REJECTED);
    }

    private void end(Registration known, Kind kind) {
        var impu = known.set().getFirst();
        var impis = known.contacts().stream().map(Contact::impi).distinct().map(Impi::parse);
        for (var impi : impis.toList()) {
            if (hss.assign(Optional.of(impi), impu, AssignmentType.ADMINISTRATIVE_DEREGISTRATION, true)
                    instanceof Assignment.Refused(var cause)) {
                LOG.warn("The HSS did not hear that {} of {} is out: {}", impu, impi, cause);
            }
        }
        bindings.forget(known);
        audience.ended(known, kind);
        LOG.info("The network de-registered {}: {}", impu, kind);
    }

    /** Lets the devices authenticate soon: their time is cut short, and what they had proven counts no more (§5.4.1.6). */
    public Registration challenge(Registration known) {
        var soon = clock.instant().plus(Duration.ofSeconds(SHORTENED)).toEpochMilli();
        var shortened = known.contacts().stream()
                .map(each -> each.unproven(Math.min(each.expiresAtMillis(), soon)))
                .toList();
        var stored = bindings.bind(known.with(shortened), known.contacts(), Duration.ofDays(1))
                .registration();
        audience.changed(new RegistrationChange(stored, RegistrationChange.of(shortened, Kind.SHORTENED), List.of()));
        return stored;
    }
}
