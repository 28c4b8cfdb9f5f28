package io.carillon.bench.sip.generator;

/** Loopback has room for an address for each of a million phones: 127.16.0.0 and on. */
public final class PhoneAddress {
    private static final int FIRST = 127 << 24 | 16 << 16;

    private PhoneAddress() {}

    static int of(int user) {
        return FIRST + user;
    }

    /** As a border writes it. */
    public static String text(int user) {
        int address = of(user);
        return (address >>> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    static Text write(int user, Text out) {
        int address = of(user);
        return out.number(address >>> 24)
                .add(DOT)
                .number(address >> 16 & 255)
                .add(DOT)
                .number(address >> 8 & 255)
                .add(DOT)
                .number(address & 255);
    }

    private static final byte[] DOT = {'.'};
}
