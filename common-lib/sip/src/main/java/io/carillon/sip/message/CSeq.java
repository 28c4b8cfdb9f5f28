package io.carillon.sip.message;

/** CSeq: sequence number, below 2^31, and method (RFC 3261 §8.1.1.5, §20.16). */
public record CSeq(int number, String method) {
    static CSeq parse(byte[] bytes, int from, int to) {
        int blank = from;
        while (blank < to && !Ascii.space(bytes[blank])) {
            blank++;
        }
        int start = ParamScan.skipSpace(bytes, blank, to);
        if (blank == from || blank - from > 10 || start == to) {
            throw new SipParseException("Bad CSeq");
        }
        long number = 0;
        for (int at = from; at < blank; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                throw new SipParseException("Bad CSeq number");
            }
            number = number * 10 + digit;
        }
        if (number > Integer.MAX_VALUE) {
            throw new SipParseException("CSeq number must be below 2^31");
        }
        return new CSeq((int) number, Method.of(bytes, start, to));
    }

    @Override
    public String toString() {
        return number + " " + method;
    }
}
