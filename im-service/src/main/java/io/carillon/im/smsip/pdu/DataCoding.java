package io.carillon.im.smsip.pdu;

/** TP-Data-Coding-Scheme (TS 23.038 §4): what the user data is written in. Every one of the 256 values means something. */
public record DataCoding(int octet) {
    public static final DataCoding GSM_7 = new DataCoding(0);
    public static final DataCoding EIGHT_BIT = new DataCoding(4);
    public static final DataCoding UCS_2 = new DataCoding(8);

    /** The character set. */
    public enum Alphabet {
        GSM_7,
        EIGHT_BIT,
        UCS_2
    }

    public Alphabet alphabet() {
        return switch (octet >> 4) {
            // Reserved alphabets and groups are taken as the default alphabet (§4).
            case 0, 1, 2, 3, 4, 5, 6, 7 ->
                switch (octet >> 2 & 3) {
                    case 1 -> Alphabet.EIGHT_BIT;
                    case 2 -> Alphabet.UCS_2;
                    default -> Alphabet.GSM_7;
                };
            case 0xE -> Alphabet.UCS_2;
            case 0xF -> (octet & 4) == 0 ? Alphabet.GSM_7 : Alphabet.EIGHT_BIT;
            default -> Alphabet.GSM_7;
        };
    }

    /** Compressed text (TS 23.042): its length counts octets, and we pass it on without reading it. */
    public boolean compressed() {
        return octet < 0x80 && (octet & 0x20) != 0;
    }

    boolean septets() {
        return alphabet() == Alphabet.GSM_7 && !compressed();
    }
}
