package io.carillon.identity.aka;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The permutation Keccak-f[1600] (FIPS 202 §3.3), which the JDK has only inside SHA-3. */
final class Keccak {
    static final int BYTES = 200;
    private static final int ROUNDS = 24;
    private static final int LANES = 25;
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[] ROUND_CONSTANTS = roundConstants();

    private Keccak() {}

    /** In place, over 25 lanes of 64 bits, least significant byte first. */
    static void permute(byte[] state) {
        long[] lanes = new long[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = (long) LITTLE_ENDIAN.get(state, 8 * i);
        }
        for (int round = 0; round < ROUNDS; round++) {
            theta(lanes);
            lanes = rhoPi(lanes);
            chi(lanes);
            lanes[0] ^= ROUND_CONSTANTS[round];
        }
        for (int i = 0; i < LANES; i++) {
            LITTLE_ENDIAN.set(state, 8 * i, lanes[i]);
        }
    }

    private static void theta(long[] a) {
        long[] column = new long[5];
        for (int x = 0; x < 5; x++) {
            column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
        }
        for (int i = 0; i < LANES; i++) {
            a[i] ^= column[(i + 4) % 5] ^ Long.rotateLeft(column[(i + 1) % 5], 1);
        }
    }

    /** §3.2.2 and §3.2.3: the walk (x, y) → (y, 2x + 3y) turns lane t by (t + 1)(t + 2) / 2. */
    private static long[] rhoPi(long[] a) {
        long[] b = new long[LANES];
        b[0] = a[0];
        int x = 1;
        int y = 0;
        for (int t = 0; t < ROUNDS; t++) {
            int nextY = (2 * x + 3 * y) % 5;
            b[y + 5 * nextY] = Long.rotateLeft(a[x + 5 * y], (t + 1) * (t + 2) / 2);
            x = y;
            y = nextY;
        }
        return b;
    }

    private static void chi(long[] a) {
        for (int row = 0; row < LANES; row += 5) {
            long first = a[row];
            long second = a[row + 1];
            for (int x = 0; x < 3; x++) {
                a[row + x] ^= ~a[row + x + 1] & a[row + x + 2];
            }
            a[row + 3] ^= ~a[row + 4] & first;
            a[row + 4] ^= ~first & second;
        }
    }

    /** §3.2.5, algorithms 5 and 6: the bits of a linear feedback shift register at 2^j − 1. */
    private static long[] roundConstants() {
        long[] constants = new long[ROUNDS];
        int register = 1;
        for (int round = 0; round < ROUNDS; round++) {
            for (int j = 0; j <= 6; j++) {
                if ((register & 1) != 0) {
                    constants[round] |= 1L << ((1 << j) - 1);
                }
                register <<= 1;
                if (register >> 8 != 0) {
                    register ^= 0x171;
                }
            }
        }
        return constants;
    }
}
