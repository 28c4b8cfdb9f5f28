package io.carillon.testkit.sms;

/** Digits in swapped half-octets, the last filled with 1111 (TS 23.040 §9.1.2.3). */
final class Bcd {
    private Bcd() {}

    static byte[] encode(String digits) {
        var octets = new byte[(digits.length() + 1) / 2];
        for (int i = 0; i < octets.length; i++) {
            int low = Character.digit(digits.charAt(2 * i), 10);
            int high = 2 * i + 1 < digits.length() ? Character.digit(digits.charAt(2 * i + 1), 10) : 0xf;
            if (low < 0 || high < 0) {
                throw new IllegalArgumentException("Not a number: " + digits);
            }
            octets[i] = (byte) (high << 4 | low);
        }
        return octets;
    }

    static String decode(byte[] octets, int count) {
        var digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int half = octets[i / 2] >> (i % 2 == 0 ? 0 : 4) & 0xf;
            digits.append(Character.forDigit(half, 16));
        }
        return digits.toString();
    }
}
