package io.carillon.cscf.scscf;

import io.carillon.cscf.scscf.ContactEvent.Kind;
import io.carillon.identity.Impu;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What has become of a registration.
 *
 * @param after with the contacts that are left
 * @param events what happened to which contact
 * @param gone identities that are not of the set any more
 */
public record RegistrationChange(Registration after, List<ContactEvent> events, List<Impu> gone) {
    public RegistrationChange {
        events = List.copyOf(events);
        gone = List.copyOf(gone);
    }

    /** A REGISTER of the user's: what it brought, what it took away, what it moved. */
    static RegistrationChange of(Collection<Contact> before, Registration after, Collection<Contact> brought) {
        var events = new ArrayList<ContactEvent>();
        for (var old : before) {
            boolean there = after.contacts().stream().anyMatch(old::sameAddress);
            if (!there) {
                events.add(new ContactEvent(old, Kind.UNREGISTERED));
            }
        }
        for (var contact : brought) {
            boolean known = before.stream().anyMatch(contact::sameAddress);
            events.add(new ContactEvent(contact, known ? Kind.REFRESHED : Kind.REGISTERED));
        }
        return new RegistrationChange(after, events, List.of());
    }

    /** All contacts of the registration ended the same way. */
    static RegistrationChange ended(Registration before, Kind kind) {
        return new RegistrationChange(before.with(List.of()), of(before.contacts(), kind), List.of());
    }

    static List<ContactEvent> of(Collection<Contact> contacts, Kind kind) {
        return contacts.stream().map(each -> new ContactEvent(each, kind)).toList();
    }
}
