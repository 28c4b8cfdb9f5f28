package io.carillon.cscf.scscf;

import io.carillon.cscf.ifc.RegistrationType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;

/**
 * The registrations that phones asked this S-CSCF for, and those that came about: initial, re- and de-registrations (TS
 * 32.409). A REGISTER that is challenged is none yet, and one that asks what is registered never is.
 */
public final class RegistrationCounts {
    private static final String ATTEMPTED = "registrations.attempted";
    private static final String SUCCESSFUL = "registrations.successful";

    private final MeterRegistry meters;

    public RegistrationCounts(MeterRegistry meters) {
        this.meters = meters;
        for (var kind : RegistrationType.values()) { // a rate wants to see them begin
            counter(ATTEMPTED, kind);
            counter(SUCCESSFUL, kind);
        }
    }

    /** @param known what was registered before */
    void attempted(RegisterRequest register, Optional<Registration> known) {
        kind(register, known).ifPresent(kind -> counter(ATTEMPTED, kind).increment());
    }

    /** @param known what was registered before */
    void successful(RegisterRequest register, Optional<Registration> known) {
        kind(register, known).ifPresent(kind -> counter(SUCCESSFUL, kind).increment());
    }

    /** A user's first device is an initial registration, and so is that of his other private identity. */
    private static Optional<RegistrationType> kind(RegisterRequest register, Optional<Registration> known) {
        if (register.contacts().isEmpty()) {
            return Optional.empty();
        }
        if (register.deregistersAll()) {
            return Optional.of(RegistrationType.DE_REGISTRATION);
        }
        return known.filter(each -> each.registeredBy(register.impi())).isPresent()
                ? Optional.of(RegistrationType.RE_REGISTRATION)
                : Optional.of(RegistrationType.INITIAL_REGISTRATION);
    }

    private Counter counter(String name, RegistrationType kind) {
        return meters.counter(name, "kind", kind.name().toLowerCase(Locale.ROOT));
    }
}
