package io.carillon.cscf.scscf.regevent;

import io.carillon.cscf.scscf.Contact;
import io.carillon.cscf.scscf.ContactEvent;
import io.carillon.cscf.scscf.ContactEvent.Kind;
import io.carillon.cscf.scscf.Registration;
import io.carillon.cscf.scscf.RegistrationChange;
import io.carillon.identity.Impu;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A reginfo document (RFC 3680 §5), before it is written.
 *
 * @param full everything that is known, not only what has changed
 */
record Reginfo(boolean full, List<Record> records, Instant now) {
    /** One registration element: an identity and the contacts that are told of. */
    record Record(Impu impu, boolean active, List<ContactEvent> contacts) {}

    /** Every identity of the set that is not barred, with every contact (TS 24.229 §5.4.2.1.2). */
    static Reginfo full(Registration registration, Instant now) {
        var contacts = registration.contacts().stream()
                .map(each -> new ContactEvent(each, Kind.REGISTERED))
                .toList();
        return new Reginfo(true, records(registration, contacts), now);
    }

    static Reginfo partial(RegistrationChange change, Instant now) {
        var records = new ArrayList<>(records(change.after(), change.events()));
        for (var impu : change.gone()) {
            var ended = change.after().contacts().stream()
                    .map(each -> new ContactEvent(each, Kind.DEACTIVATED))
                    .toList();
            records.add(new Record(impu, false, ended));
        }
        return new Reginfo(false, records, now);
    }

    private static List<Record> records(Registration registration, List<ContactEvent> contacts) {
        return registration.profile().notBarred().stream()
                .map(impu -> new Record(impu, registration.registered(), contacts))
                .toList();
    }

    /** What the event is called for this identity: those that came along with another were created (§5.3.2). */
    static String word(Impu impu, ContactEvent event) {
        boolean implicit = !impu.value().equals(event.contact().impu());
        return event.kind() == Kind.REGISTERED && implicit
                ? "created"
                : event.kind().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The same contact has the same identifier in every document. */
    static String id(Impu impu, Contact contact) {
        return id(impu.value() + "\n" + contact.key() + "\n" + contact.address().uri());
    }

    static String id(Impu impu) {
        return id(impu.value());
    }

    private static String id(String text) {
        return "r" + java.util.UUID.nameUUIDFromBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
