package io.carillon.im.store;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A message's name: its time of acceptance and a digest of where it came from, 26 characters that sort by time. The same
 * origin at the same time is the same message, whichever node hears of it.
 */
public record MessageId(String value) implements Comparable<MessageId> {
    /** Without I, L, O and U, so that it can be read aloud. */
    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    private static final Pattern FORM = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");
    private static final int TIME_OCTETS = 6;
    private static final int DIGEST_OCTETS = 10;

    public MessageId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is no message id");
        }
    }

    /** @param origin what names the message at its sender: identity, Call-ID, CSeq */
    public static MessageId of(Instant accepted, String... origin) {
        var octets = new byte[TIME_OCTETS + DIGEST_OCTETS];
        long millis = accepted.toEpochMilli();
        for (int i = 0; i < TIME_OCTETS; i++) {
            octets[i] = (byte) (millis >> 8 * (TIME_OCTETS - 1 - i));
        }
        System.arraycopy(digest(String.join("\n", origin)), 0, octets, TIME_OCTETS, DIGEST_OCTETS);
        var number = new BigInteger(1, octets);
        var text = new char[26];
        for (int i = text.length - 1; i >= 0; i--) {
            text[i] = ALPHABET[number.intValue() & 31];
            number = number.shiftRight(5);
        }
        return new MessageId(new String(text));
    }

    /** The first 16 octets of the text's SHA-256. */
    public static byte[] digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(hash, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
