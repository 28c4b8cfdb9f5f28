package io.carillon.hss.subscriber;

import io.carillon.identity.Impu;
import java.util.Optional;

/**
 * A public identity of a subscription.
 *
 * @param barred not to be used for anything but registering its set (TS 23.003 §13.4B)
 */
public record PublicIdentity(Impu impu, boolean barred, Optional<String> displayName, IdentityKind kind) {
    public PublicIdentity(Impu impu, boolean barred, Optional<String> displayName) {
        this(impu, barred, displayName, IdentityKind.PUBLIC_USER);
    }
}
