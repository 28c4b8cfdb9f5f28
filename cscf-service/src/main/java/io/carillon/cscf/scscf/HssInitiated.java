package io.carillon.cscf.scscf;

import io.carillon.cscf.ifc.UserProfileReader;
import io.carillon.cscf.scscf.ContactEvent.Kind;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the HSS starts: de-registration and a changed profile (TS 29.228 §6.1.3, §6.2.2). */
public final class HssInitiated {
    private static final Logger LOG = LoggerFactory.getLogger(HssInitiated.class);

    private final Bindings bindings;
    private final Audience audience;

    public HssInitiated(Bindings bindings, Audience audience) {
        this.bindings = bindings;
        this.audience = audience;
    }

    /** Why the HSS ends a registration (TS 29.228 §6.3.1). */
    public enum Termination {
        /** The subscription has ended: the phone need not try again. */
        PERMANENT,
        /** Another S-CSCF is to be chosen: the phone shall register again. */
        SERVER_CHANGE,
        /** The user is registered elsewhere already, or is not registered: nothing is told to anybody. */
        SILENT
    }

    /**
     * RTR (TS 29.228 §6.1.3, TS 24.229 §5.4.1.5): ends the registrations of these private identities, all of them or those of the sets
     * with these public ones. Devices that share a public identity under another private one stay.
     */
    public void terminate(Set<Impi> impis, List<Impu> named, Termination why) {
        var registrations = named.isEmpty()
                ? impis.stream()
                        .map(bindings::findPrivate)
                        .flatMap(List::stream)
                        .toList()
                : named.stream().map(bindings::find).flatMap(Optional::stream).toList();
        var done = new HashSet<List<Impu>>();
        for (var registration : registrations) {
            if (done.add(registration.set())) {
                terminate(registration, impis, why);
            }
        }
        LOG.info("HSS de-registered {} ({} registrations): {}", impis, done.size(), why);
    }

    private void terminate(Registration registration, Set<Impi> impis, Termination why) {
        var ending = registration.contacts().stream()
                .filter(each -> impis.contains(Impi.parse(each.impi())))
                .toList();
        var kind = why == Termination.PERMANENT ? Kind.REJECTED : Kind.DEACTIVATED;
        if (ending.size() < registration.contacts().size()) {
            var left = bindings.unbind(
                            registration, ending.stream().map(Contact::key).toList())
                    .orElse(registration);
            if (why != Termination.SILENT) {
                audience.changed(new RegistrationChange(left, RegistrationChange.of(ending, kind), List.of()));
            }
            return;
        }
        bindings.forget(registration);
        if (registration.registered() && why != Termination.SILENT) {
            audience.ended(registration, kind);
        }
    }

    /** What became of a pushed profile. */
    public enum Pushed {
        TAKEN,
        /** This S-CSCF holds nothing for the user. */
        USER_UNKNOWN,
        UNREADABLE
    }

    /** PPR: the next request is served by the new profile, and charged where the HSS now says. */
    public Pushed push(Impi impi, Optional<byte[]> userData, Optional<String> chargingFunctions) {
        return userData.map(data -> pushProfile(impi, data, chargingFunctions))
                .orElseGet(() -> pushCharging(impi, chargingFunctions.orElse("")));
    }

    private Pushed pushCharging(Impi impi, String functions) {
        var registrations = bindings.findPrivate(impi);
        registrations.forEach(each -> bindings.changeProfile(each, each.chargedBy(functions)));
        return registrations.isEmpty() ? Pushed.USER_UNKNOWN : Pushed.TAKEN;
    }

    /** Of several sets of a user it is the one that the profile shares identities with. */
    private Pushed pushProfile(Impi impi, byte[] userData, Optional<String> chargingFunctions) {
        try {
            var profile = UserProfileReader.read(userData);
            var known = profile.impus().stream()
                    .map(bindings::find)
                    .flatMap(Optional::stream)
                    .findFirst();
            if (known.isEmpty()) {
                return Pushed.USER_UNKNOWN;
            }
            changeProfile(
                    known.get(),
                    new Registration(
                            known.get().impi(),
                            userData,
                            profile,
                            known.get().contacts(),
                            chargingFunctions.orElse(known.get().chargingFunctions())));
            return Pushed.TAKEN;
        } catch (IllegalArgumentException e) {
            LOG.warn("The HSS pushed a profile for {} that cannot be read: {}", impi, e.getMessage());
            return Pushed.UNREADABLE;
        }
    }

    /** Watchers hear of identities that came or went (TS 24.229 §5.4.2.1.2). */
    private void changeProfile(Registration known, Registration changed) {
        bindings.changeProfile(known, changed);
        var before = known.profile().notBarred();
        var after = changed.profile().notBarred();
        if (known.registered() && !before.equals(after)) {
            var gone = before.stream().filter(each -> !after.contains(each)).toList();
            var events = RegistrationChange.of(changed.contacts(), Kind.REGISTERED);
            audience.changed(new RegistrationChange(changed, events, gone));
        }
    }
}
