package io.carillon.identity.aka;

import static io.carillon.identity.aka.Milenage.sized;
import static io.carillon.identity.aka.Milenage.xor;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An authentication vector (TS 33.102 §6.3.2). Its text form shows the challenge and hides what answers it.
 *
 * @param autn (SQN ⊕ AK) ‖ AMF ‖ MAC-A
 */
public record AkaVector(byte[] rand, byte[] autn, byte[] xres, byte[] ck, byte[] ik) {
    public static final int RAND_LENGTH = 16;
    public static final int AUTN_LENGTH = 16;
    public static final int AUTS_LENGTH = 14;

    /** MAC-S in AUTS is made with an AMF of zeros (TS 33.102 §6.3.3). */
    static final byte[] RESYNC_AMF = new byte[2];

    public AkaVector {
        sized("RAND", rand, RAND_LENGTH);
        sized("AUTN", autn, AUTN_LENGTH);
    }

    /** The vector for one RAND and one SQN, which must never serve twice. */
    public static AkaVector generate(AkaFunctions functions, Sqn sqn, byte[] amf, byte[] rand) {
        AkaFunctions.Response response = functions.f2345(rand);
        byte[] autn = new byte[AUTN_LENGTH];
        System.arraycopy(xor(sqn.bytes(), response.ak()), 0, autn, 0, 6);
        System.arraycopy(amf, 0, autn, 6, 2);
        System.arraycopy(functions.f1(rand, sqn.bytes(), amf), 0, autn, 8, 8);
        return new AkaVector(rand.clone(), autn, response.res(), response.ck(), response.ik());
    }

    /** SQN_MS out of a USIM's AUTS (TS 33.102 §6.3.5); empty when its MAC-S is not the subscriber's. */
    public static Optional<Sqn> resynchronise(AkaFunctions functions, byte[] rand, byte[] auts) {
        sized("AUTS", auts, AUTS_LENGTH);
        byte[] sqn = xor(functions.f5Star(rand), Arrays.copyOf(auts, AUTS_LENGTH));
        byte[] expected = functions.f1Star(rand, sqn, RESYNC_AMF);
        byte[] claimed = Arrays.copyOfRange(auts, 6, AUTS_LENGTH);
        return MessageDigest.isEqual(expected, claimed) ? Optional.of(Sqn.of(sqn)) : Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AkaVector that
                && MessageDigest.isEqual(rand, that.rand)
                && MessageDigest.isEqual(autn, that.autn)
                && MessageDigest.isEqual(xres, that.xres)
                && MessageDigest.isEqual(ck, that.ck)
                && MessageDigest.isEqual(ik, that.ik);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(autn);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return "AkaVector[rand=" + hex.formatHex(rand) + ", autn=" + hex.formatHex(autn) + ']';
    }
}
