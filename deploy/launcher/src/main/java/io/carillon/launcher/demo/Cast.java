package io.carillon.launcher.demo;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Who plays: two subscribers with fresh keys in each run, so that no secret stands anywhere. */
public record Cast(String domain, Alice alice, Bob bob) {
    static final String ALICE = "alice.demo";
    static final String BOB = "bob.demo";
    private static final int KEY_BYTES = 16;
    private static final int PASSWORD_BYTES = 12;

    /** With a USIM; her identities derive from its IMSI (TS 23.003 §13.3). */
    public record Alice(String impi, String impu, String number, String ki, String opc) {
        List<String> impus() {
            return List.of(impu, "tel:" + number);
        }
    }

    /** With a password. */
    public record Bob(String impi, String impu, String number, String password) {
        List<String> impus() {
            return List.of(impu, "tel:" + number);
        }
    }

    /** Numbers of the range that the German regulator keeps for films. */
    static Cast ofDomain(String domain) {
        return new Cast(
                domain,
                new Alice("001010000000001@" + domain, "sip:" + ALICE + "@" + domain, "+493023125001", key(), key()),
                new Bob(BOB + "@" + domain, "sip:" + BOB + "@" + domain, "+493023125002", random(PASSWORD_BYTES)));
    }

    private static String key() {
        return random(KEY_BYTES);
    }

    private static String random(int bytes) {
        byte[] value = new byte[bytes];
        new SecureRandom().nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
