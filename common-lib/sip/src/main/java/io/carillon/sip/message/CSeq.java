package io.carillon.sip.message;

/** CSeq: sequence number, below 2^31, and method (RFC 3261 §8.1.1.5, §20.16). */
public record CSeq(int number, String method) {
    static CSeq parse(String value) {
        int blank = 0;
        while (blank < value.length() && !Character.isWhitespace(value.charAt(blank))) {
            blank++;
        }
        int start = blank;
        while (start < value.length() && Character.isWhitespace(value.charAt(start))) {
            start++;
        }
        if (blank == 0 || blank > 10 || start == value.length()) {
            throw new SipParseException("Bad CSeq");
        }
        long number = 0;
        for (int i = 0; i < blank; i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new SipParseException("Bad CSeq number");
            }
            number = number * 10 + digit;
        }
        if (number > Integer.MAX_VALUE) {
            throw new SipParseException("CSeq number must be below 2^31");
        }
        return new CSeq((int) number, Method.intern(value.substring(start)));
    }

    @Override
    public String toString() {
        return number + " " + method;
    }
}
