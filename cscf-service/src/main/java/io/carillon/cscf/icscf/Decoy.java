package io.carillon.cscf.icscf;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.scscf.RegisterRequest;
import io.carillon.sip.auth.Aka;
import io.carillon.sip.auth.Algorithm;
import io.carillon.sip.auth.Challenge;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A challenge that nobody can answer, for users who do not exist or may not register: they look like any other user who
 * does not know the secret.
 */
public final class Decoy {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SortedSet<Algorithm> algorithms;

    /** @param algorithms what users with a password are offered */
    public Decoy(Collection<Algorithm> algorithms) {
        this.algorithms = new TreeSet<>(algorithms);
    }

    /** A private identity made of an IMSI has a USIM (TS 23.003 §13.3). */
    List<Challenge> challenges(RegisterRequest register, HomeNetwork home) {
        boolean usim = register.impi().user().chars().allMatch(Character::isDigit);
        if (!usim) {
            var nonce = Base64.getUrlEncoder().encodeToString(random(18));
            return Challenge.offer(home.domain(), nonce, false, algorithms.toArray(Algorithm[]::new));
        }
        var realm = register.impi().realm();
        var nonce = Aka.nonce(random(16), random(16));
        var plain = Challenge.of(realm, nonce, Algorithm.AKAV1_MD5);
        var header = plain.header()
                .withQuoted("ik", HexFormat.of().formatHex(random(16)))
                .withQuoted("ck", HexFormat.of().formatHex(random(16)));
        return List.of(new Challenge(realm, nonce, plain.algorithm(), plain.qop(), plain.opaque(), false, header));
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
