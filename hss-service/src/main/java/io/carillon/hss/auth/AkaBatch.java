package io.carillon.hss.auth;

import io.carillon.hss.auth.Credentials.Aka;
import io.carillon.identity.aka.AkaVector;
import io.carillon.identity.aka.Sqn;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors made from a stored sequence number (TS 33.102 Annex C.1.1.2). They may be given out only once the store has
 * taken {@link #last} as the new one: two nodes must never use a number twice.
 */
public record AkaBatch(List<AkaVector> vectors, Sqn last) {
    /** Annex C.3.2: the largest jump a USIM takes. */
    private static final long DELTA = 1L << 28;

    private static final SecureRandom RANDOM = new SecureRandom();

    public static AkaBatch after(Sqn stored, Aka keys, int count) {
        var functions = keys.functions();
        var vectors = new ArrayList<AkaVector>(count);
        Sqn sqn = stored;
        for (int i = 0; i < count; i++) {
            sqn = sqn.next();
            byte[] rand = new byte[AkaVector.RAND_LENGTH];
            RANDOM.nextBytes(rand);
            vectors.add(AkaVector.generate(functions, sqn, keys.amf(), rand));
        }
        return new AkaBatch(List.copyOf(vectors), sqn);
    }

    /**
     * The number to go on from after a USIM reported itself out of step (TS 33.102 §6.3.5): its own, unless the stored
     * one suits it or its MAC-S is forged.
     */
    public static Sqn resynchronised(Sqn stored, Aka keys, byte[] rand, byte[] auts) {
        return AkaVector.resynchronise(keys.functions(), rand, auts)
                .filter(usim -> !accepts(usim, stored.next()))
                .orElse(stored);
    }

    private static boolean accepts(Sqn usim, Sqn next) {
        return next.seq() > usim.seq() && next.seq() - usim.seq() <= DELTA;
    }
}
