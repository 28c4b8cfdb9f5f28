package io.carillon.im.smsip.pdu;

/** Septets and their packing (TS 23.038 §6.1.2.1), and the shortcuts for the default alphabet. */
final class Gsm7 {
    private Gsm7() {}

    /** True if every character has a code in the default alphabet. */
    static boolean has(String text) {
        return Alphabet7.DEFAULT.septets(text) != null;
    }

    /** The code of each character; what has none is a question mark. */
    static byte[] septets(String text) {
        var known = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (!has(text.substring(i, i + 1))) {
                known.setCharAt(i, '?');
            }
        }
        var septets = Alphabet7.DEFAULT.septets(known.toString());
        if (septets == null) {
            throw new IllegalStateException("a question mark has a code");
        }
        return septets;
    }

    /** The longest beginning of the text that has room in that many septets. */
    static String fit(String text, int septets) {
        int end = text.length();
        while (septets(text.substring(0, end)).length > septets) {
            end--;
        }
        return text.substring(0, end);
    }

    static String text(byte[] septets) {
        return Alphabet7.DEFAULT.text(septets);
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
