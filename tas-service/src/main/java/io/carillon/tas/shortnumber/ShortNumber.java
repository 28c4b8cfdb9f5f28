package io.carillon.tas.shortnumber;

import io.carillon.sip.message.Uris;
import io.carillon.tas.simservs.Simservs.ShortNumbers;
import java.util.Optional;

/** What was dialled, and whom it means. */
public final class ShortNumber {
    private ShortNumber() {}

    /** Whom the dialled number means in the user's closed group. */
    public static Optional<String> target(ShortNumbers group, String requestUri) {
        return dialled(requestUri)
                .flatMap(number -> Optional.ofNullable(group.numbers().get(number)));
    }

    /** The digits of a local number, with {@code *} and {@code #}; empty if something else was called. */
    public static Optional<String> dialled(String requestUri) {
        var tel = Uris.tel(requestUri);
        var user = tel.isPresent()
                ? tel.map(number -> number.number())
                : Uris.isSip(requestUri) ? Uris.sip(requestUri).user() : Optional.<String>empty();
        return user.map(text -> text.replace("%23", "#").replace("%2A", "*").replace("%2a", "*"))
                .filter(text -> text.matches("[0-9*#+]{1,64}"));
    }
}
