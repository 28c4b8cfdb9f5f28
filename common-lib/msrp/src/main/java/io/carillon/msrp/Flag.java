package io.carillon.msrp;

/** What the last character of an end-line says (RFC 4975 §7.1). */
public enum Flag {
    /** The message ends here. */
    COMPLETE('$'),
    /** More chunks of the message follow. */
    CONTINUES('+'),
    /** The sender gives the message up. */
    ABORTED('#');

    private final char sign;

    Flag(char sign) {
        this.sign = sign;
    }

    char sign() {
        return sign;
    }

    static boolean isFlag(int octet) {
        return octet == '$' || octet == '+' || octet == '#';
    }

    static Flag of(int octet) {
        return switch (octet) {
            case '$' -> COMPLETE;
            case '+' -> CONTINUES;
            case '#' -> ABORTED;
            default -> throw MsrpException.malformed("no continuation flag: " + octet);
        };
    }
}
