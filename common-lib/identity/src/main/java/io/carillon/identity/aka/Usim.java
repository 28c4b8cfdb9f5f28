package io.carillon.identity.aka;

import static io.carillon.identity.aka.Milenage.sized;
import static io.carillon.identity.aka.Milenage.xor;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The subscriber's side of AKA (TS 33.102 §6.3.3): checks that the network is genuine and its SQN fresh. Freshness is
 * kept for each IND apart (Annex C.2), so vectors may be used out of order.
 */
public final class Usim {
    /** Annex C.3.2: the largest jump of SEQ a USIM takes. */
    private static final long DELTA = 1L << 28;

    /** What the USIM makes of a challenge. */
    public sealed interface Verdict {
        /** The network is genuine: RES and the session keys. */
        record Accepted(byte[] res, byte[] ck, byte[] ik) implements Verdict {}

        /** The SQN is not fresh: AUTS tells the network the highest one taken. */
        record OutOfSync(byte[] auts) implements Verdict {}

        /** MAC-A is wrong: not this subscriber's network. */
        record NotGenuine() implements Verdict {}
    }

    private final AkaFunctions functions;
    private final long[] highestSeq = new long[Sqn.SLOTS];

    public Usim(byte[] k, byte[] opc) {
        this(k, opc, new Sqn(0));
    }

    /** A USIM that has taken every SQN up to this one. */
    public Usim(byte[] k, byte[] opc, Sqn highest) {
        this(new Milenage(k, opc), highest);
    }

    /** A USIM with functions of its own that has taken every SQN up to this one. */
    public Usim(AkaFunctions functions, Sqn highest) {
        this.functions = functions;
        Arrays.fill(highestSeq, highest.seq());
        if (highest.seq() > 0) {
            Arrays.fill(highestSeq, highest.ind() + 1, Sqn.SLOTS, highest.seq() - 1);
        }
    }

    public synchronized Verdict authenticate(byte[] rand, byte[] autn) {
        sized("AUTN", autn, AkaVector.AUTN_LENGTH);
        AkaFunctions.Response response = functions.f2345(rand);
        byte[] sqnBytes = xor(response.ak(), Arrays.copyOf(autn, AkaVector.AUTN_LENGTH));
        byte[] mac = functions.f1(rand, sqnBytes, Arrays.copyOfRange(autn, 6, 8));
        if (!MessageDigest.isEqual(mac, Arrays.copyOfRange(autn, 8, AkaVector.AUTN_LENGTH))) {
            return new Verdict.NotGenuine();
        }
        Sqn sqn = Sqn.of(sqnBytes);
        if (sqn.seq() <= highestSeq[sqn.ind()] || sqn.seq() - highest().seq() > DELTA) {
            return new Verdict.OutOfSync(auts(rand));
        }
        highestSeq[sqn.ind()] = sqn.seq();
        return new Verdict.Accepted(response.res(), response.ck(), response.ik());
    }

    /** AUTS = (SQN_MS ⊕ AK*) ‖ MAC-S. */
    private byte[] auts(byte[] rand) {
        byte[] sqn = highest().bytes();
        byte[] auts = Arrays.copyOf(xor(sqn, functions.f5Star(rand)), AkaVector.AUTS_LENGTH);
        System.arraycopy(functions.f1Star(rand, sqn, AkaVector.RESYNC_AMF), 0, auts, 6, 8);
        return auts;
    }

    /** SQN_MS: the highest SEQ taken in any slot, with that slot's IND. */
    private Sqn highest() {
        int slot = 0;
        for (int i = 1; i < Sqn.SLOTS; i++) {
            slot = highestSeq[i] >= highestSeq[slot] ? i : slot;
        }
        return Sqn.of(highestSeq[slot], slot);
    }
}
