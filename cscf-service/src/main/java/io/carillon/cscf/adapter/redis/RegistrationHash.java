package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.ifc.SharedCriteria;
import io.carillon.cscf.ifc.UserProfile;
import io.carillon.cscf.ifc.UserProfileReader;
import io.carillon.cscf.scscf.Contact;
import io.carillon.cscf.scscf.Registration;
import io.carillon.identity.Impi;
import io.carillon.node.store.StoredFormat;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** What the hash of a public identity looks like: the profile, and a field for each contact. */
public final class RegistrationHash {
    /** Of the hash, and of each contact in it; fields of the hash that this build does not know stay where they are. */
    private static final int VERSION = 1;

    private static final String FORMAT = "v";
    private static final String PROFILE = "profile";
    private static final String IMPI = "impi";
    private static final String CHARGING = "charging";
    private static final String CONTACT = "c:";
    private static final byte[] NOTHING = {};

    private final StoredFormat<Contact> format;
    private final SharedCriteria shared;

    /**
     * A hash as it was read.
     *
     * @param userData empty of one that is remembered: requests look at the profile
     * @param contacts also those whose time is over
     */
    public record Stored(Impi impi, byte[] userData, UserProfile profile, List<Contact> contacts, String charging) {
        Stored inShort() {
            return new Stored(impi, NOTHING, profile, contacts, charging);
        }
    }

    RegistrationHash(JsonMapper json, SharedCriteria shared) {
        this.format = new StoredFormat<>(json, Contact.class, VERSION);
        this.shared = shared;
    }

    /** The field of a contact. */
    static String contact(String key) {
        return CONTACT + key;
    }

    static Set<String> contactKeys(Collection<String> fields) {
        return fields.stream()
                .filter(each -> each.startsWith(CONTACT))
                .map(each -> each.substring(CONTACT.length()))
                .collect(Collectors.toSet());
    }

    Stream<Contact> contacts(Map<?, ?> fields) {
        return fields.entrySet().stream()
                .filter(each -> each.getKey().toString().startsWith(CONTACT))
                .map(each -> format.read(each.getValue().toString(), RegistrationHash::name));
    }

    /** With the criteria that it names. */
    UserProfile whole(UserProfile profile) {
        return shared.in(profile);
    }

    Optional<Stored> stored(Map<?, ?> fields) {
        if (!(fields.get(PROFILE) instanceof String userData) || !(fields.get(IMPI) instanceof String impi)) {
            return Optional.empty();
        }
        var bytes = userData.getBytes(StandardCharsets.UTF_8);
        return Optional.of(new Stored(
                Impi.parse(impi),
                bytes,
                whole(UserProfileReader.read(bytes)),
                contacts(fields).toList(),
                fields.get(CHARGING) instanceof String charging ? charging : ""));
    }

    Map<String, String> fields(Registration registration) {
        if (registration.userData().length == 0) {
            throw new IllegalStateException("What is only recalled cannot be stored");
        }
        var fields = new HashMap<String, String>();
        fields.put(FORMAT, String.valueOf(VERSION));
        fields.put(IMPI, registration.impi().value());
        fields.put(PROFILE, new String(registration.userData(), StandardCharsets.UTF_8));
        fields.put(CHARGING, registration.chargingFunctions());
        for (var contact : registration.contacts()) {
            fields.put(CONTACT + contact.key(), format.write(name(contact), contact));
        }
        return fields;
    }

    /** What a contact is remembered by where builds are mixed. */
    private static String name(Contact contact) {
        return contact.impu() + "\n" + contact.key();
    }
}
