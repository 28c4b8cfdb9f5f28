package io.carillon.tas.simservs;

import io.carillon.identity.Impu;
import java.util.Collection;
import java.util.Optional;

/** Identities of other people in rules and lists: those of foreign networks and of numbers included. */
public final class Parties {
    private Parties() {}

    /** The canonical form: parameters, escapes and case of the host do not make another party; empty for no identity. */
    public static Optional<String> canonical(String uri) {
        try {
            return Optional.of(Impu.parse(uri).value());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** True if one of these means the party; a list entry may be a prefix of numbers, as {@code tel:+4930*}. */
    public static boolean contains(Collection<String> entries, String party) {
        var sought = canonical(party).orElse(party);
        var number = number(sought);
        return entries.stream().anyMatch(entry -> means(entry, sought, number));
    }

    private static boolean means(String entry, String sought, Optional<String> number) {
        if (entry.endsWith("*")) {
            var prefix = entry.substring(0, entry.length() - 1);
            return sought.startsWith(prefix)
                    || number.filter(digits -> ("tel:" + digits).startsWith(prefix))
                            .isPresent();
        }
        var one = canonical(entry).orElse(entry);
        return one.equals(sought) || (number.isPresent() && number.equals(number(one)));
    }

    /** The global number that an identity is, as tel: or as the user part of a SIP URI (RFC 3261 §19.1.6). */
    private static Optional<String> number(String party) {
        int colon = party.indexOf(':');
        int at = party.indexOf('@');
        var user = party.substring(colon + 1, at < 0 ? party.length() : at);
        return user.matches("\\+[0-9]{3,15}") ? Optional.of(user) : Optional.empty();
    }
}
