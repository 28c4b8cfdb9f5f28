package io.carillon.identity.aka;

/**
 * A 48-bit sequence number SQN = SEQ ‖ IND (TS 33.102 Annex C.1.1.1), with the 5 bits of IND that C.3.2 suggests.
 *
 * @param value the whole number, 0 to 2⁴⁸ − 1
 */
public record Sqn(long value) implements Comparable<Sqn> {
    public static final int IND_BITS = 5;
    public static final int SLOTS = 1 << IND_BITS;
    private static final long LIMIT = 1L << 48;

    public Sqn {
        if (value < 0 || value >= LIMIT) {
            throw new IllegalArgumentException("SQN must have 48 bits: " + Long.toHexString(value));
        }
    }

    public static Sqn of(byte[] sixBytes) {
        long value = 0;
        for (byte each : Milenage.sized("SQN", sixBytes, 6)) {
            value = value << 8 | each & 0xff;
        }
        return new Sqn(value);
    }

    public static Sqn of(long seq, int ind) {
        return new Sqn(seq << IND_BITS | ind);
    }

    public long seq() {
        return value >> IND_BITS;
    }

    public int ind() {
        return (int) value & SLOTS - 1;
    }

    /** The number for the next vector: SEQ and IND both move on (C.1.1.2, C.3.2); SEQ starts anew after its last value. */
    public Sqn next() {
        return of((seq() + 1) % (LIMIT >> IND_BITS), (ind() + 1) % SLOTS);
    }

    public byte[] bytes() {
        byte[] bytes = new byte[6];
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (value >> 8 * (5 - i));
        }
        return bytes;
    }

    @Override
    public int compareTo(Sqn other) {
        return Long.compare(value, other.value);
    }
}
