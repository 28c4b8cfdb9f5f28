package io.carillon.im.smsip.pdu;

/** Digits, two an octet, the first in the low half (TS 23.040 §9.1.2.3; TS 24.008 §10.5.4.7 for what is no digit). */
final class SemiOctets {
    private static final String DIGITS = "0123456789*#abc";
    private static final int FILL = 0xF;

    private SemiOctets() {}

    /** At most {@code count} digits; a filler ends them. */
    static String digits(Octets packed, int count) {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            int half = packed.at(i / 2) >> (i % 2 * 4) & 0xF;
            if (half == FILL) {
                break;
            }
            text.append(DIGITS.charAt(half));
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException for a character that is no address digit */
    static Octets pack(String digits) {
        var packed = new byte[(digits.length() + 1) / 2];
        for (int i = 0; i < packed.length * 2; i++) {
            int half = i < digits.length() ? DIGITS.indexOf(digits.charAt(i)) : FILL;
            if (half < 0) {
                throw new IllegalArgumentException("'" + digits.charAt(i) + "' is no address digit");
            }
            packed[i / 2] |= (byte) (half << i % 2 * 4);
        }
        return Octets.of(packed);
    }

    /** Two decimal digits of one octet, tens in the low half; −1 if they are none. */
    static int number(int octet) {
        int tens = octet & 0xF;
        int ones = octet >> 4;
        return tens > 9 || ones > 9 ? -1 : tens * 10 + ones;
    }

    static int octet(int number) {
        return number / 10 | number % 10 << 4;
    }
}
