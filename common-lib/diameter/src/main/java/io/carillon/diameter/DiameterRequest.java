package io.carillon.diameter;

import java.util.List;

/** A request; {@code A} is its answer. */
public interface DiameterRequest<A extends DiameterAnswer> extends DiameterMessage {
    /** The identities of the user it is about, by which a redirect may be remembered (RFC 6733 §6.13, ALL_USER). */
    default List<String> users() {
        return List.of();
    }
}
