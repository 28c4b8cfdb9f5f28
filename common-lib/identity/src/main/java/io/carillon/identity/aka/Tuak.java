package io.carillon.identity.aka;

import static io.carillon.identity.aka.Milenage.sized;

import java.nio.charset.StandardCharsets;

/**
 * The authentication functions of one subscriber (TS 35.231), over Keccak-f[1600]. All fields go into the state and come
 * out of it with their bytes reversed (§7.1: bit 0 is the least significant).
 *
 * <pre>
 *  0      32         33        40      56    58    64   96    97 … 134    135    136 … 199
 * +------+----------+---------+------+-----+-----+-----+------+---------+------+-----------+
 * | TOPc | INSTANCE | TUAK1.0 | RAND | AMF | SQN | KEY | 0x1f | zeros   | 0x80 | zeros     |
 * +------+----------+---------+------+-----+-----+-----+------+---------+------+-----------+
 * </pre>
 */
public final class Tuak implements AkaFunctions {
    private static final byte[] NAME = "TUAK1.0".getBytes(StandardCharsets.US_ASCII);
    private static final int TOP = 32;
    private static final int RAND = 16;
    private static final byte[] NO_AMF = new byte[2];
    private static final byte[] NO_SQN = new byte[6];
    private static final int F1 = 0x00;
    private static final int F1_STAR = 0x80;
    private static final int F2345 = 0x40;
    private static final int F5_STAR = 0xc0;
    private static final int LONG_CK = 0x04;
    private static final int LONG_IK = 0x02;
    private static final int LONG_KEY = 0x01;

    /**
     * How many bytes of each result there are, and how often Keccak is applied (§6.2, §7.1).
     *
     * @param mac 8, 16 or 32; AUTN and AUTS have room for 8
     * @param res 4, 8, 16 or 32
     * @param ck 16 or 32
     * @param ik 16 or 32
     */
    public record Sizes(int mac, int res, int ck, int ik, int iterations) {
        /** What a USIM on 3G and later access has room for: MAC 64, RES 64, CK and IK 128 bits, one Keccak. */
        public static final Sizes USUAL = new Sizes(8, 8, 16, 16, 1);

        public Sizes {
            boolean known = (mac == 8 || mac == 16 || mac == 32)
                    && (res == 4 || res == 8 || res == 16 || res == 32)
                    && (ck == 16 || ck == 32)
                    && (ik == 16 || ik == 32);
            if (!known || iterations < 1 || iterations > 255) {
                throw new IllegalArgumentException("TUAK has no MAC of " + mac + ", RES of " + res + ", CK of " + ck
                        + " and IK of " + ik + " bytes with " + iterations + " iterations");
            }
        }
    }

    private final byte[] k;
    private final byte[] topc;
    private final Sizes sizes;

    /** From the subscriber key K, 16 or 32 bytes, and the operator's TOPc for it, 32 bytes. */
    public Tuak(byte[] k, byte[] topc, Sizes sizes) {
        this.k = key(k).clone();
        this.topc = sized("TOPc", topc, TOP).clone();
        this.sizes = sizes;
    }

    /** TOPc (§6.1) from TOP, both 32 bytes. */
    public static byte[] topc(byte[] k, byte[] top, int iterations) {
        return out(
                core(sized("TOP", top, TOP), longKey(key(k)), new byte[RAND], NO_AMF, NO_SQN, k, iterations), 0, TOP);
    }

    @Override
    public byte[] f1(byte[] rand, byte[] sqn, byte[] amf) {
        return mac(F1, rand, sqn, amf);
    }

    @Override
    public byte[] f1Star(byte[] rand, byte[] sqn, byte[] amf) {
        return mac(F1_STAR, rand, sqn, amf);
    }

    @Override
    public Response f2345(byte[] rand) {
        int instance = F2345
                | length(sizes.res())
                | (sizes.ck() == 32 ? LONG_CK : 0)
                | (sizes.ik() == 32 ? LONG_IK : 0)
                | longKey(k);
        byte[] state = core(topc, instance, rand, NO_AMF, NO_SQN, k, sizes.iterations());
        return new Response(
                out(state, 0, sizes.res()), out(state, 32, sizes.ck()), out(state, 64, sizes.ik()), out(state, 96, 6));
    }

    @Override
    public byte[] f5Star(byte[] rand) {
        return out(core(topc, F5_STAR | longKey(k), rand, NO_AMF, NO_SQN, k, sizes.iterations()), 96, 6);
    }

    private byte[] mac(int function, byte[] rand, byte[] sqn, byte[] amf) {
        int instance = function | length(sizes.mac()) | longKey(k);
        byte[] state = core(topc, instance, rand, sized("AMF", amf, 2), sized("SQN", sqn, 6), k, sizes.iterations());
        return out(state, 0, sizes.mac());
    }

    private static byte[] core(
            byte[] top, int instance, byte[] rand, byte[] amf, byte[] sqn, byte[] key, int iterations) {
        byte[] state = new byte[Keccak.BYTES];
        put(state, 0, top);
        state[32] = (byte) instance;
        put(state, 33, NAME);
        put(state, 40, sized("RAND", rand, RAND));
        put(state, 56, amf);
        put(state, 58, sqn);
        put(state, 64, key);
        state[96] = 0x1f;
        state[135] = (byte) 0x80;
        for (int i = 0; i < iterations; i++) {
            Keccak.permute(state);
        }
        return state;
    }

    private static void put(byte[] state, int at, byte[] field) {
        for (int i = 0; i < field.length; i++) {
            state[at + i] = field[field.length - 1 - i];
        }
    }

    private static byte[] out(byte[] state, int at, int length) {
        byte[] field = new byte[length];
        for (int i = 0; i < length; i++) {
            field[i] = state[at + length - 1 - i];
        }
        return field;
    }

    /** Bits 2 to 4 of INSTANCE count in 64 bits; 32 bits are none of them. */
    private static int length(int bytes) {
        return bytes == 4 ? 0 : bytes;
    }

    private static int longKey(byte[] key) {
        return key.length == 32 ? LONG_KEY : 0;
    }

    private static byte[] key(byte[] k) {
        if (k.length != 16 && k.length != 32) {
            throw new IllegalArgumentException("K of TUAK must be 16 or 32 bytes, not " + k.length);
        }
        return k;
    }

    /** Its text form says nothing of the keys. */
    @Override
    public String toString() {
        return "Tuak[hidden, K of " + k.length + " bytes]";
    }
}
