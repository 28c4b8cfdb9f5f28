package io.carillon.cscf.scscf;

import io.carillon.cscf.ifc.UserProfileReader;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the HSS starts: de-registration and a changed profile (TS 29.228 §6.1.3, §6.2.2). */
public final class HssInitiated {
    private static final Logger LOG = LoggerFactory.getLogger(HssInitiated.class);

    private final Bindings bindings;
    private final ThirdPartyRegistration applicationServers;

    public HssInitiated(Bindings bindings, ThirdPartyRegistration applicationServers) {
        this.bindings = bindings;
        this.applicationServers = applicationServers;
    }

    /** RTR: forgets the registration of the identities named, or of the whole subscription (TS 24.229 §5.4.1.5). */
    public void terminate(Impi impi, List<Impu> named, String reason) {
        var registrations = named.isEmpty()
                ? bindings.findPrivate(impi)
                : named.stream().map(bindings::find).flatMap(Optional::stream).toList();
        for (var registration : registrations) {
            bindings.forget(registration);
            if (registration.registered()) {
                applicationServers.withdraw(registration);
            }
        }
        LOG.info("HSS de-registered {} ({} registrations): {}", impi, registrations.size(), reason);
    }

    /** What became of a pushed profile. */
    public enum Pushed {
        TAKEN,
        /** This S-CSCF holds nothing for the user. */
        USER_UNKNOWN,
        UNREADABLE
    }

    /** PPR: the next request is served by the new profile. Of several sets of a user it is the one it shares identities with. */
    public Pushed push(Impi impi, byte[] userData) {
        try {
            var profile = UserProfileReader.read(userData);
            var known = profile.impus().stream()
                    .map(bindings::find)
                    .flatMap(Optional::stream)
                    .findFirst();
            if (known.isEmpty()) {
                return Pushed.USER_UNKNOWN;
            }
            bindings.changeProfile(
                    known.get(),
                    new Registration(
                            known.get().impi(), userData, profile, known.get().contacts()));
            return Pushed.TAKEN;
        } catch (IllegalArgumentException e) {
            LOG.warn("The HSS pushed a profile for {} that cannot be read: {}", impi, e.getMessage());
            return Pushed.UNREADABLE;
        }
    }
}
