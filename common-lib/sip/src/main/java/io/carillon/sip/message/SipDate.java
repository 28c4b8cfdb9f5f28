package io.carillon.sip.message;

/** The fixed form of a SIP date, as {@code Sat, 13 Nov 2010 23:29:00 GMT} (RFC 3261 §25.1: rfc1123-date). */
final class SipDate {
    /** A letter stands for itself, 0 for a digit, a for a letter. */
    private static final String FORM = "aaa, 00 aaa 0000 00:00:00 GMT";

    private static final String DAYS = "Mon Tue Wed Thu Fri Sat Sun ";
    private static final String MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";

    private SipDate() {}

    static boolean isDate(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char c = text.charAt(i);
            boolean fits = switch (FORM.charAt(i)) {
                case '0' -> c >= '0' && c <= '9';
                case 'a' -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
                default -> c == FORM.charAt(i);
            };
            if (!fits) {
                return false;
            }
        }
        return DAYS.contains(text.substring(0, 3) + " ") && MONTHS.contains(text.substring(8, 11) + " ");
    }
}
