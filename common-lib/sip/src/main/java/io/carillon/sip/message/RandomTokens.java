package io.carillon.sip.message;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Unguessable words of 64 bits for tags and branches (RFC 3261 §19.3). Each thread draws a page of randomness at a
 * time: a system call and a lock for every message would cost more than the message.
 */
public final class RandomTokens {
    private static final int PAGE = 4_096;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ThreadLocal<ByteBuffer> PAGES =
            ThreadLocal.withInitial(() -> ByteBuffer.allocate(PAGE).position(PAGE));

    private RandomTokens() {}

    /** Sixteen hexadecimal digits. */
    public static String next() {
        return hex(nextLong());
    }

    static String hex(long value) {
        var digits = new byte[16];
        for (int i = 0; i < 16; i++) {
            digits[i] = HEX[(int) (value >>> (60 - 4 * i)) & 15];
        }
        return new String(digits, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static long nextLong() {
        // Virtual threads come and go: a page for each of them would be drawn for one word.
        if (Thread.currentThread().isVirtual()) {
            return RANDOM.nextLong();
        }
        var page = PAGES.get();
        if (page.remaining() < Long.BYTES) {
            RANDOM.nextBytes(page.array());
            page.rewind();
        }
        return page.getLong();
    }
}
