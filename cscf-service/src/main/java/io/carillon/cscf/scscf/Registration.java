package io.carillon.cscf.scscf;

import io.carillon.cscf.ifc.UserProfile;
import io.carillon.identity.Impi;
import java.time.Instant;
import java.util.List;

/**
 * What the S-CSCF holds for an implicit registration set.
 *
 * @param userData the Cx User-Data that {@code profile} was read from
 * @param contacts without those that have expired; empty: the user has services for the unregistered state only
 */
public record Registration(Impi impi, byte[] userData, UserProfile profile, List<Contact> contacts) {
    public boolean registered() {
        return !contacts.isEmpty();
    }

    Registration at(Instant now) {
        return new Registration(
                impi,
                userData,
                profile,
                contacts.stream().filter(each -> each.liveAt(now)).toList());
    }
}
