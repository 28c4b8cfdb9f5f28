package io.carillon.cscf.icscf;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.scscf.RegisterRequest;
import io.carillon.sip.auth.Aka;
import io.carillon.sip.auth.Algorithm;
import io.carillon.sip.auth.Challenge;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A challenge that nobody can answer, for users who do not exist or may not register: they look like any other user who
 * does not know the secret.
 */
final class Decoy {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Decoy() {}

    /** A private identity made of an IMSI has a USIM (TS 23.003 §13.3). */
    static Challenge challenge(RegisterRequest register, HomeNetwork home) {
        boolean usim = register.impi().user().chars().allMatch(Character::isDigit);
        if (!usim) {
            return Challenge.of(home.domain(), Base64.getUrlEncoder().encodeToString(random(18)), Algorithm.MD5);
        }
        var realm = register.impi().realm();
        var nonce = Aka.nonce(random(16), random(16));
        var plain = Challenge.of(realm, nonce, Algorithm.AKAV1_MD5);
        var header = plain.header()
                .withQuoted("ik", HexFormat.of().formatHex(random(16)))
                .withQuoted("ck", HexFormat.of().formatHex(random(16)));
        return new Challenge(realm, nonce, plain.algorithm(), plain.qop(), plain.opaque(), false, header);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
