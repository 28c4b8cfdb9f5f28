package io.carillon.cscf.scscf;

import io.carillon.sip.auth.Algorithm;
import java.time.Duration;
import java.util.Map;

/** Challenges that wait for their answer, which {@link Dossiers} finds; a nonce is good for one attempt in the whole cluster. */
public interface Challenges {
    /**
     * @param ha1 H(user:realm:password), or of RES with AKA, for each algorithm that was offered
     * @param rand hex of the RAND of an AKA challenge, empty for digest: resynchronisation needs it
     */
    record Pending(String impi, String realm, Map<Algorithm, String> ha1, String rand) {
        boolean isAka() {
            return ha1.keySet().stream().allMatch(Algorithm::isAka);
        }

        @Override
        public String toString() {
            return "Pending[" + impi + ", " + ha1.keySet() + "]";
        }
    }

    /** What is stored is worth nothing without the nonce, and the nonce is not stored. */
    void put(String nonce, Pending pending, Duration ttl);
}
