package io.carillon.hss.subscriber;

import java.util.Optional;

/**
 * A subscriber's credentials, encrypted.
 *
 * @param realm of a digest: what its HA1 was made for
 */
public record SealedSecret(Scheme scheme, byte[] sealed, Optional<String> realm) {

    @Override
    public String toString() {
        return "SealedSecret[" + scheme + ']';
    }
}
