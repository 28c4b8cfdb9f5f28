package io.carillon.cscf.scscf;

import io.carillon.cscf.ifc.UserProfile;
import io.carillon.cscf.ifc.UserProfileReader;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.sip.message.SipFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the S-CSCF holds for an implicit registration set.
 *
 * @param userData the Cx User-Data that {@code profile} was read from; empty if it is only recalled
 * @param contacts without those that have expired; empty: the user has services for the unregistered state only
 * @param chargingFunctions the P-Charging-Function-Addresses value (RFC 7315 §4.5), empty if the HSS names none
 */
public record Registration(
        Impi impi, byte[] userData, UserProfile profile, List<Contact> contacts, String chargingFunctions) {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    /** Without contacts yet. @throws SipFailure 500 for a profile that cannot be read: the HSS is wrong, not the user */
    static Registration downloaded(Impi impi, byte[] userData, String chargingFunctions) {
        try {
            return new Registration(impi, userData, UserProfileReader.read(userData), List.of(), chargingFunctions);
        } catch (IllegalArgumentException e) {
            LOG.warn("The HSS gave a profile for {} that cannot be read: {}", impi, e.getMessage());
            throw new SipFailure(500, "Unusable User Profile");
        }
    }

    /** The same with what is downloaded, if that is the profile that is known: it is not read again. */
    Optional<Registration> renewed(Impi by, byte[] downloaded, String functions) {
        return Arrays.equals(userData, downloaded)
                ? Optional.of(new Registration(by, userData, profile, List.of(), functions))
                : Optional.empty();
    }

    public Registration with(List<Contact> others) {
        return new Registration(impi, userData, profile, others, chargingFunctions);
    }

    Registration chargedBy(String functions) {
        return new Registration(impi, userData, profile, contacts, functions);
    }

    public boolean registered() {
        return !contacts.isEmpty();
    }

    /** True if this very private identity has a device registered: others may share the public ones. */
    boolean registeredBy(Impi who) {
        return contacts.stream().anyMatch(each -> each.impi().equals(who.value()));
    }

    boolean has(String contactKey) {
        return contacts.stream().anyMatch(each -> each.key().equals(contactKey));
    }

    /** All identities of the set. */
    public List<Impu> set() {
        return profile.impus();
    }
}
