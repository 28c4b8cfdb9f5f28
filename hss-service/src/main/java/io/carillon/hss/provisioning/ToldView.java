package io.carillon.hss.provisioning;

import io.carillon.hss.cx.CxPush.Told;
import org.jspecify.annotations.Nullable;

/**
 * Whether the S-CSCF of a subscriber knows of a change.
 *
 * @param scscf the S-CSCF that served the subscriber, if any did
 * @param confirmed it agreed, or there was nobody to tell
 * @param reason why it is not confirmed
 */
public record ToldView(
        String impi,
        @Nullable String scscf,
        boolean confirmed,
        @Nullable String reason) {

    static ToldView of(String impi, Told told) {
        return switch (told) {
            case Told.Confirmed(var scscf) -> new ToldView(impi, scscf, true, null);
            case Told.Unconfirmed(var scscf, var reason) -> new ToldView(impi, scscf, false, reason);
            case Told.NobodyToTell() -> new ToldView(impi, null, true, null);
        };
    }
}
