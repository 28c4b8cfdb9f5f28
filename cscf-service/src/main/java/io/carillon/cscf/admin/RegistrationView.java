package io.carillon.cscf.admin;

import io.carillon.cscf.scscf.Contact;
import io.carillon.cscf.scscf.Registration;
import io.carillon.identity.Impu;
import java.time.Instant;
import java.util.List;

/**
 * A registered user.
 *
 * @param identities the implicit registration set, the default identity first
 * @param barred those of the set that are barred
 */
record RegistrationView(List<String> identities, List<String> barred, List<Device> devices) {
    /** One binding; times are the S-CSCF's. */
    record Device(
            String contact,
            String impi,
            String registeredAs,
            List<String> path,
            String source,
            Instant since,
            Instant expires,
            Instant authenticated) {
        static Device of(Contact contact) {
            return new Device(
                    contact.address().toString(),
                    contact.impi(),
                    contact.impu(),
                    contact.path(),
                    contact.source(),
                    Instant.ofEpochMilli(contact.since()),
                    Instant.ofEpochMilli(contact.expiresAtMillis()),
                    Instant.ofEpochMilli(contact.authenticated()));
        }
    }

    static RegistrationView of(Registration registration) {
        var profile = registration.profile();
        return new RegistrationView(
                profile.notBarred().stream().map(Impu::value).toList(),
                profile.impus().stream()
                        .filter(profile::isBarred)
                        .map(Impu::value)
                        .toList(),
                registration.contacts().stream().map(Device::of).toList());
    }
}
