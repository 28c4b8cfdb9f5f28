package io.carillon.im.store;

import java.util.Set;

/** Which public identities are one user's, as far as registrations and requests have told. */
public interface Aliases {
    /** These are one user. */
    void learn(Set<String> identities);

    /** Every known identity of this one's user, itself among them. */
    Set<String> of(String identity);
}
