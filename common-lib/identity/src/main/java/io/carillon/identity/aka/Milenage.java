package io.carillon.identity.aka;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The authentication functions of one subscriber (TS 35.206), kernel AES-128.
 *
 * <p>{@code OUTn = E_K[rot(E_K[RAND ⊕ OPc] ⊕ OPc, rn) ⊕ cn] ⊕ OPc}. Not for use by several threads at once.
 */
public final class Milenage implements AkaFunctions {
    private static final int BLOCK = 16;

    private final Cipher kernel;
    private final byte[] opc;

    /** From the subscriber key K and the operator's OPc for it, 16 bytes each. */
    public Milenage(byte[] k, byte[] opc) {
        this.kernel = kernel(k);
        this.opc = sized("OPc", opc, BLOCK).clone();
    }

    /** OPc = OP ⊕ E_K[OP] (§4.1, figure 1). */
    public static byte[] opc(byte[] k, byte[] op) {
        return xor(encrypt(kernel(k), sized("OP", op, BLOCK)), op);
    }

    /** f1: MAC-A, 8 bytes. */
    @Override
    public byte[] f1(byte[] rand, byte[] sqn, byte[] amf) {
        return Arrays.copyOf(out1(rand, sqn, amf), 8);
    }

    /** f1*: MAC-S, 8 bytes. */
    @Override
    public byte[] f1Star(byte[] rand, byte[] sqn, byte[] amf) {
        return Arrays.copyOfRange(out1(rand, sqn, amf), 8, BLOCK);
    }

    /** f2, f3, f4, f5: RES (8 bytes), CK, IK (16 each) and AK (6). */
    @Override
    public Response f2345(byte[] rand) {
        byte[] temp = temp(rand);
        byte[] out2 = out(temp, 0, 1);
        return new Response(
                Arrays.copyOfRange(out2, 8, BLOCK), out(temp, 4, 2), out(temp, 8, 4), Arrays.copyOf(out2, 6));
    }

    /** f5*: the AK that conceals SQN in AUTS, 6 bytes. */
    @Override
    public byte[] f5Star(byte[] rand) {
        return Arrays.copyOf(out(temp(rand), 12, 8), 6);
    }

    private byte[] out1(byte[] rand, byte[] sqn, byte[] amf) {
        byte[] in1 = new byte[BLOCK];
        System.arraycopy(sized("SQN", sqn, 6), 0, in1, 0, 6);
        System.arraycopy(sized("AMF", amf, 2), 0, in1, 6, 2);
        System.arraycopy(in1, 0, in1, 8, 8);
        byte[] block = temp(rand);
        byte[] masked = xor(in1, opc);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= masked[(i + 8) % BLOCK];
        }
        return xor(encrypt(kernel, block), opc);
    }

    private byte[] temp(byte[] rand) {
        return encrypt(kernel, xor(sized("RAND", rand, BLOCK), opc));
    }

    private byte[] out(byte[] temp, int rotatedBytes, int constant) {
        byte[] masked = xor(temp, opc);
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = masked[(i + rotatedBytes) % BLOCK];
        }
        block[BLOCK - 1] ^= (byte) constant;
        return xor(encrypt(kernel, block), opc);
    }

    static byte[] xor(byte[] one, byte[] other) {
        byte[] result = new byte[one.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (one[i] ^ other[i]);
        }
        return result;
    }

    static byte[] sized(String name, byte[] value, int length) {
        if (value.length != length) {
            throw new IllegalArgumentException(name + " must be " + length + " bytes, not " + value.length);
        }
        return value;
    }

    private static Cipher kernel(byte[] k) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(sized("K", k, BLOCK), "AES"));
            return cipher;
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JDK has no AES", absent);
        }
    }

    private static byte[] encrypt(Cipher cipher, byte[] block) {
        try {
            return cipher.doFinal(block);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES refused a whole block", impossible);
        }
    }
}
