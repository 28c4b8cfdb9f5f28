package io.carillon.cscf.scscf;

import io.carillon.cscf.scscf.Challenges.Pending;
import java.util.Optional;

/** What the cluster knows of who answers a challenge, all in one round trip. */
public interface Dossiers {
    /**
     * @param locked true while nobody is let in under this identity or from there, not even with the right answer
     * @param pending the challenge of this nonce; it is taken away: a second taker of the same nonce gets nothing
     * @param registration of the public identity, expired contacts left out
     */
    record Dossier(boolean locked, Optional<Pending> pending, Optional<Registration> registration) {}

    Dossier open(RegisterRequest register, String nonce);
}
