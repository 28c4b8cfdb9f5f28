package io.carillon.hss.subscriber;

import io.carillon.identity.Impu;
import java.util.Optional;

/**
 * A public identity of a subscription.
 *
 * @param barred not to be used for anything but registering its set (TS 23.003 §13.4B)
 * @param profile the name of its service profile; empty for the subscription's
 */
public record PublicIdentity(
        Impu impu, boolean barred, Optional<String> displayName, IdentityKind kind, Optional<String> profile) {
    public PublicIdentity(Impu impu, boolean barred, Optional<String> displayName) {
        this(impu, barred, displayName, IdentityKind.PUBLIC_USER);
    }

    public PublicIdentity(Impu impu, boolean barred, Optional<String> displayName, IdentityKind kind) {
        this(impu, barred, displayName, kind, Optional.empty());
    }
}
