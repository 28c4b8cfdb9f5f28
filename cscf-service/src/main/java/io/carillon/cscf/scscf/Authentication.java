package io.carillon.cscf.scscf;

import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.AuthenticationData;
import io.carillon.cscf.hss.HomeSubscribers.SchemeWanted;
import io.carillon.cscf.scscf.Challenges.Pending;
import io.carillon.sip.auth.Aka;
import io.carillon.sip.auth.Algorithm;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.Credentials;
import io.carillon.sip.auth.Digest;
import io.carillon.sip.message.SipFailure;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;

/** Challenges of the S-CSCF and their answers (TS 24.229 §5.4.1.2.1, §5.4.1.2.2, TS 33.203 §6.1). */
final class Authentication {
    /** reg-await-auth (TS 24.229 table 7.8.1). */
    private static final Duration AWAIT_AUTH = Duration.ofMinutes(4);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HomeSubscribers hss;
    private final Challenges challenges;

    Authentication(HomeSubscribers hss, Challenges challenges) {
        this.hss = hss;
        this.challenges = challenges;
    }

    /** What came of the credentials. */
    sealed interface Verdict {
        record Proven(Credentials credentials, String ha1) implements Verdict {}

        /** The header value of a new challenge for a 401. */
        record Challenged(Challenge challenge) implements Verdict {}

        record Wrong() implements Verdict {}
    }

    Verdict check(RegisterRequest register) {
        var credentials = register.credentials();
        if (credentials.isEmpty() || unanswered(credentials.get())) {
            return challenge(register, wanted(register), false);
        }
        var pending = challenges.take(credentials.get().nonce());
        if (pending.isEmpty() || !pending.get().impi().equals(register.impi().value())) {
            return challenge(register, wanted(register), true);
        }
        var auts = Aka.auts(credentials.get());
        if (auts.isPresent() && pending.get().algorithm().isAka()) {
            var rand = HexFormat.of().parseHex(pending.get().rand());
            return challenge(register, new SchemeWanted.Resynchronise(rand, auts.get()), false);
        }
        return verify(register, credentials.get(), pending.get());
    }

    private static boolean unanswered(Credentials credentials) {
        return credentials.nonce().isEmpty()
                || (credentials.response().isEmpty() && credentials.auts().isEmpty());
    }

    private static Verdict verify(RegisterRequest register, Credentials credentials, Pending pending) {
        boolean right = credentials.algorithm() == pending.algorithm()
                && credentials.realm().equals(pending.realm())
                && Digest.verify(credentials, register.request().method(), pending.ha1());
        return right ? new Verdict.Proven(credentials, pending.ha1()) : new Verdict.Wrong();
    }

    /** A phone that sends no credentials, or none for AKA, tells nothing of its scheme: the HSS knows it. */
    private static SchemeWanted wanted(RegisterRequest register) {
        return register.credentials()
                .filter(each -> each.algorithm().isAka())
                .<SchemeWanted>map(ignored -> new SchemeWanted.Aka())
                .orElseGet(SchemeWanted.Any::new);
    }

    private Verdict challenge(RegisterRequest register, SchemeWanted scheme, boolean stale) {
        return switch (hss.challenge(register.impi(), register.impu(), scheme)) {
            case AuthenticationData.Aka vector -> new Verdict.Challenged(aka(register, vector, stale));
            case AuthenticationData.SipDigest digest -> new Verdict.Challenged(digest(register, digest, stale));
            case AuthenticationData.Refused(var cause) -> throw new SipFailure(cause.registerStatus());
        };
    }

    /** The P-CSCF takes ck and ik out before the UE sees them (TS 24.229 §5.2.2.2). */
    private Challenge aka(RegisterRequest register, AuthenticationData.Aka vector, boolean stale) {
        var realm = register.impi().realm();
        var nonce = Aka.nonce(vector.rand(), vector.autn());
        var password = Aka.password(Algorithm.AKAV1_MD5, vector.xres(), vector.ik(), vector.ck());
        var ha1 = Digest.ha1(Algorithm.AKAV1_MD5, register.impi().value(), realm, password);
        var hex = HexFormat.of();
        challenges.put(
                nonce,
                new Pending(register.impi().value(), Algorithm.AKAV1_MD5, realm, ha1, hex.formatHex(vector.rand())),
                AWAIT_AUTH);
        var plain = Challenge.of(realm, nonce, Algorithm.AKAV1_MD5, stale);
        var header = plain.header()
                .withQuoted("ik", hex.formatHex(vector.ik()))
                .withQuoted("ck", hex.formatHex(vector.ck()));
        return new Challenge(realm, nonce, plain.algorithm(), plain.qop(), plain.opaque(), stale, header);
    }

    private Challenge digest(RegisterRequest register, AuthenticationData.SipDigest digest, boolean stale) {
        var algorithm = Algorithm.of(digest.algorithm()).orElse(Algorithm.MD5);
        var random = new byte[18];
        RANDOM.nextBytes(random);
        var nonce = Base64.getUrlEncoder().encodeToString(random);
        challenges.put(
                nonce, new Pending(register.impi().value(), algorithm, digest.realm(), digest.ha1(), ""), AWAIT_AUTH);
        return Challenge.of(digest.realm(), nonce, algorithm, stale);
    }
}
