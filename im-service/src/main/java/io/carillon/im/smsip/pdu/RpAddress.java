package io.carillon.im.smsip.pdu;

/**
 * An address on the relay layer: type of number, numbering plan and digits (TS 24.011 §8.2.5.1, TS 24.008 §10.5.4.7);
 * without any octet it names nobody.
 */
public record RpAddress(int type, String digits) {
    public static final RpAddress NONE = new RpAddress(0, "");
    private static final int MOST_OCTETS = 11;

    /** International, ISDN numbering plan: {@code +} and digits, or digits alone. */
    public static RpAddress international(String number) {
        return new RpAddress(0x91, number.startsWith("+") ? number.substring(1) : number);
    }

    static RpAddress read(OctetReader in, String what) {
        int length = in.octet(what);
        if (length == 0) {
            return NONE;
        }
        if (length > MOST_OCTETS) {
            throw new IllegalArgumentException(what + " has " + length + " octets");
        }
        int type = in.octet(what);
        var digits = SemiOctets.digits(in.octets(length - 1, what), (length - 1) * 2);
        return new RpAddress(type, digits);
    }

    void write(OctetWriter out) {
        if (digits.isEmpty()) {
            out.octet(0);
            return;
        }
        out.withLength(
                new OctetWriter().octet(type).octets(SemiOctets.pack(digits)).written());
    }
}
