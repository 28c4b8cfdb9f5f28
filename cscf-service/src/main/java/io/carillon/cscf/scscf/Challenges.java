package io.carillon.cscf.scscf;

import io.carillon.sip.auth.Algorithm;
import java.time.Duration;
import java.util.Optional;

/** Challenges that wait for their answer; a nonce is good for one attempt in the whole cluster. */
public interface Challenges {
    /**
     * @param ha1 H(user:realm:password), or of RES with AKA
     * @param rand hex of the RAND of an AKA challenge, empty for digest: resynchronisation needs it
     */
    record Pending(String impi, Algorithm algorithm, String realm, String ha1, String rand) {
        @Override
        public String toString() {
            return "Pending[" + impi + ", " + algorithm + "]";
        }
    }

    void put(String nonce, Pending pending, Duration ttl);

    /** Takes the challenge away: a second taker of the same nonce gets nothing. */
    Optional<Pending> take(String nonce);
}
