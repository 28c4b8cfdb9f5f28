package io.carillon.im.smsip.pdu;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The GSM 7 bit default alphabet with its extension table, and its packing (TS 23.038 §6.1.2, §6.2.1). */
public final class Gsm7 {
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final int ESCAPE = 0x1B;
    private static final Map<Integer, Character> EXTENSION = Map.ofEntries(
            Map.entry(0x0A, '\f'),
            Map.entry(0x14, '^'),
            Map.entry(0x28, '{'),
            Map.entry(0x29, '}'),
            Map.entry(0x2F, '\\'),
            Map.entry(0x3C, '['),
            Map.entry(0x3D, '~'),
            Map.entry(0x3E, ']'),
            Map.entry(0x40, '|'),
            Map.entry(0x65, '€'));
    private static final Map<Character, int[]> CODES = codes();

    private Gsm7() {}

    private static Map<Character, int[]> codes() {
        var codes = new HashMap<Character, int[]>();
        for (int code = 0; code < BASIC.length(); code++) {
            if (code != ESCAPE) {
                codes.put(BASIC.charAt(code), new int[] {code});
            }
        }
        EXTENSION.forEach((code, character) -> codes.put(character, new int[] {ESCAPE, code}));
        return codes;
    }

    /** True if every character has a code. */
    public static boolean has(String text) {
        return text.chars().allMatch(c -> CODES.containsKey((char) c));
    }

    /** The code of each character; what has none is a question mark. */
    static byte[] septets(String text) {
        var septets = new byte[text.length() * 2];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            for (int code : CODES.getOrDefault(text.charAt(i), new int[] {'?'})) {
                septets[count++] = (byte) code;
            }
        }
        return Arrays.copyOf(septets, count);
    }

    /** The longest beginning of the text that has room in that many septets. */
    static String fit(String text, int septets) {
        int end = text.length();
        while (septets(text.substring(0, end)).length > septets) {
            end--;
        }
        return text.substring(0, end);
    }

    /** A code that the extension table lacks is the basic one, a second escape a space (TS 23.038 §6.2.1.1). */
    static String text(byte[] septets) {
        var text = new StringBuilder(septets.length);
        for (int i = 0; i < septets.length; i++) {
            if (septets[i] != ESCAPE) {
                text.append(BASIC.charAt(septets[i]));
            } else if (++i < septets.length) {
                var extended = EXTENSION.get((int) septets[i]);
                text.append(extended != null ? extended : BASIC.charAt(septets[i] == ESCAPE ? ' ' : septets[i]));
            }
        }
        return text.toString();
    }

    /** Septets back to back, least significant bit first, after {@code fill} bits that stay zero. */
    static Octets pack(byte[] septets, int fill) {
        var packed = new byte[(septets.length * 7 + fill + 7) / 8];
        for (int i = 0; i < septets.length; i++) {
            int bit = i * 7 + fill;
            int shifted = (septets[i] & 0x7F) << bit % 8;
            packed[bit / 8] |= (byte) shifted;
            if (bit % 8 > 1) {
                packed[bit / 8 + 1] |= (byte) (shifted >> 8);
            }
        }
        return Octets.of(packed);
    }

    /** {@code count} septets, the first of them {@code from} bits behind the beginning. The caller knows that they fit. */
    static byte[] unpack(Octets packed, int count, int from) {
        var septets = new byte[count];
        for (int i = 0; i < count; i++) {
            int bit = i * 7 + from;
            int pair = packed.at(bit / 8);
            if (bit % 8 > 1) {
                pair |= packed.at(bit / 8 + 1) << 8;
            }
            septets[i] = (byte) (pair >> bit % 8 & 0x7F);
        }
        return septets;
    }
}
