package io.carillon.im.smsip.pdu;

/**
 * <pre>
 *  Address-Length: useful semi-octets          TS 23.040 §9.1.2.5
 *  1 | type of number (3) | numbering plan (4)
 *  Address-Value: up to 10 octets
 * </pre>
 *
 * @param value digits, or text for an alphanumeric address
 */
public record TpAddress(NumberType type, int plan, String value) {
    private static final int MOST_SEMI_OCTETS = 20;
    /** ISDN/telephone numbering plan, E.164. */
    public static final int ISDN = 1;

    /** Type-of-number. */
    public enum NumberType {
        UNKNOWN,
        INTERNATIONAL,
        NATIONAL,
        NETWORK_SPECIFIC,
        SUBSCRIBER,
        ALPHANUMERIC,
        ABBREVIATED,
        RESERVED
    }

    /** A global number, with or without its plus. */
    public static TpAddress international(String number) {
        return new TpAddress(NumberType.INTERNATIONAL, ISDN, number.startsWith("+") ? number.substring(1) : number);
    }

    /** As much of the name as has room: 11 characters of the default alphabet. */
    public static TpAddress alphanumeric(String name) {
        return new TpAddress(NumberType.ALPHANUMERIC, 0, Gsm7.fit(name, 11));
    }

    static TpAddress read(OctetReader in, String what) {
        int semiOctets = in.octet(what);
        int typeOfAddress = in.octet(what);
        if (semiOctets > MOST_SEMI_OCTETS) {
            throw TpException.broken(what + " has " + semiOctets + " digits");
        }
        var packed = in.octets((semiOctets + 1) / 2, what);
        var type = NumberType.values()[typeOfAddress >> 4 & 7];
        var value = type == NumberType.ALPHANUMERIC
                ? Gsm7.text(Gsm7.unpack(packed, semiOctets * 4 / 7, 0))
                : SemiOctets.digits(packed, semiOctets);
        return new TpAddress(type, typeOfAddress & 0xF, value);
    }

    void write(OctetWriter out) {
        int typeOfAddress = 0x80 | type.ordinal() << 4 | plan;
        if (type == NumberType.ALPHANUMERIC) {
            var septets = Gsm7.septets(value);
            out.octet((septets.length * 7 + 3) / 4).octet(typeOfAddress).octets(Gsm7.pack(septets, 0));
        } else {
            out.octet(value.length()).octet(typeOfAddress).octets(SemiOctets.pack(value));
        }
    }
}
