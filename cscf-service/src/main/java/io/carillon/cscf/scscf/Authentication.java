package io.carillon.cscf.scscf;

import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.AuthenticationData;
import io.carillon.cscf.hss.HomeSubscribers.Cause;
import io.carillon.cscf.hss.HomeSubscribers.SchemeWanted;
import io.carillon.cscf.scscf.Audit.Happening;
import io.carillon.cscf.scscf.Challenges.Pending;
import io.carillon.sip.auth.Aka;
import io.carillon.sip.auth.Algorithm;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.Credentials;
import io.carillon.sip.auth.Digest;
import io.carillon.sip.message.SipFailure;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Challenges of the S-CSCF and their answers (TS 24.229 §5.4.1.2.1, §5.4.1.2.2, TS 33.203 §6.1). */
public final class Authentication {
    /** reg-await-auth (TS 24.229 table 7.8.1). */
    private static final Duration AWAIT_AUTH = Duration.ofMinutes(4);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a P-CSCF says of a REGISTER that came through a security association (TS 24.229 §7.2A.2.3). */
    private static final Set<String> PROTECTED = Set.of("yes", "tls-yes", "ip-assoc-yes");

    private final HomeSubscribers hss;
    private final Challenges challenges;
    private final Dossiers dossiers;
    private final Bindings bindings;
    private final Attempts attempts;
    private final Audit audit;
    private final Duration again;
    private final Set<Bundled> bundled;
    private final Clock clock;

    /**
     * @param again after this time a refresh is challenged even if it came protected
     * @param bundled who may be proven by his access alone
     */
    public Authentication(
            HomeSubscribers hss,
            Challenges challenges,
            Dossiers dossiers,
            Bindings bindings,
            Attempts attempts,
            Audit audit,
            Duration again,
            Set<Bundled> bundled,
            Clock clock) {
        this.hss = hss;
        this.challenges = challenges;
        this.dossiers = dossiers;
        this.bindings = bindings;
        this.attempts = attempts;
        this.audit = audit;
        this.again = again;
        this.bundled = Set.copyOf(bundled);
        this.clock = clock;
    }

    /** What came of the credentials. */
    sealed interface Verdict {
        /**
         * @param info the Authentication-Info value, empty where no challenge was answered
         * @param known his registration as it was read with what he is proven by
         */
        record Proven(Optional<String> info, Optional<Registration> known) implements Verdict {}

        /** The new challenges of a 401, the strongest first (RFC 8760 §2.4). */
        record Challenged(List<Challenge> challenges) implements Verdict {}

        record Wrong() implements Verdict {}

        /** Too many have failed before; whether this one is right is not even looked at. */
        record Locked() implements Verdict {}
    }

    /** Ways to be proven by one's access alone, each for networks that see to it that nobody can lie about it. */
    public enum Bundled {
        /** NASS-IMS-bundled authentication (TS 33.203 Annex R). */
        NASS,
        /** GPRS-IMS-bundled authentication, "early IMS" (TS 33.203 Annex T). */
        GIBA
    }

    Verdict check(RegisterRequest register) {
        var credentials = register.credentials();
        if (credentials.isEmpty() || unanswered(credentials.get())) {
            var known = isProtected(register) ? bindings.find(register.impu()) : Optional.<Registration>empty();
            return trusted(register, known) ? new Verdict.Proven(Optional.empty(), known) : challenge(register, false);
        }
        var dossier = dossiers.open(register, credentials.get().nonce());
        if (dossier.locked()) {
            tell(Happening.REFUSED_WHILE_LOCKED, register);
            return new Verdict.Locked();
        }
        var pending = dossier.pending();
        if (pending.isEmpty() || !pending.get().impi().equals(register.impi().value())) {
            return trusted(register, dossier.registration())
                    ? new Verdict.Proven(Optional.empty(), dossier.registration())
                    : challenge(register, true);
        }
        var auts = Aka.auts(credentials.get());
        if (auts.isPresent() && pending.get().isAka()) {
            tell(Happening.RESYNCHRONISED, register);
            var rand = HexFormat.of().parseHex(pending.get().rand());
            return challenge(register, new SchemeWanted.Resynchronise(rand, auts.get()), false);
        }
        if (credentials.get().nc() > 1) { // nobody can have used this nonce before
            return challenge(register, true);
        }
        return verify(register, credentials.get(), pending.get(), dossier.registration());
    }

    private void tell(Happening happening, RegisterRequest register) {
        audit.record(happening, register.impi().value(), register.impu().value(), register.source());
    }

    private static boolean isProtected(RegisterRequest register) {
        return register.credentials()
                .flatMap(each -> each.header().value("integrity-protected"))
                .filter(PROTECTED::contains)
                .isPresent();
    }

    /** A refresh of what is bound already, through the association of its challenge (TS 24.229 §5.4.1.2.2). */
    private boolean trusted(RegisterRequest register, Optional<Registration> known) {
        if (!isProtected(register)) {
            return false;
        }
        var since = clock.instant().minus(again).toEpochMilli();
        var proven = known.stream()
                .flatMap(each -> each.contacts().stream())
                .filter(each -> each.impi().equals(register.impi().value()) && each.authenticated() > since)
                .map(each -> each.address().uri())
                .toList();
        return !proven.isEmpty()
                && register.contacts().stream().allMatch(each -> each.uri().equals("*") || proven.contains(each.uri()));
    }

    private static boolean unanswered(Credentials credentials) {
        return credentials.nonce().isEmpty()
                || (credentials.response().isEmpty() && credentials.auts().isEmpty());
    }

    private Verdict verify(
            RegisterRequest register, Credentials credentials, Pending pending, Optional<Registration> known) {
        var ha1 = Optional.ofNullable(pending.ha1().get(credentials.algorithm()));
        boolean right = ha1.isPresent()
                && credentials.realm().equals(pending.realm())
                && Digest.verify(credentials, register.request().method(), ha1.get());
        if (right) {
            return new Verdict.Proven(Digest.authenticationInfo(credentials, ha1.get(), Optional.empty()), known);
        }
        return failed(register);
    }

    private Verdict challenge(RegisterRequest register, boolean stale) {
        return challenge(register, wanted(register), stale);
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
            case AuthenticationData.Aka vector -> new Verdict.Challenged(List.of(aka(register, vector, stale)));
            case AuthenticationData.SipDigest digest -> new Verdict.Challenged(digest(register, digest, stale));
            case AuthenticationData.Line(var names) ->
                placed(
                        register,
                        Bundled.NASS,
                        register.line().filter(names::contains).isPresent());
            case AuthenticationData.Address(var his) ->
                placed(
                        register,
                        Bundled.GIBA,
                        register.credentials().isEmpty()
                                && register.sourceAddress().filter(his).isPresent());
            case AuthenticationData.Refused(var cause) -> throw new SipFailure(cause.registerStatus());
        };
    }

    /** No challenge: the network has said where the REGISTER comes from (TS 24.229 §5.4.1.2.1D, §5.4.1.2.1E). */
    private Verdict placed(RegisterRequest register, Bundled by, boolean right) {
        if (!bundled.contains(by)) {
            throw new SipFailure(Cause.SCHEME_NOT_SUPPORTED.registerStatus());
        }
        if (attempts.locked(register.impi(), register.source())) {
            tell(Happening.REFUSED_WHILE_LOCKED, register);
            return new Verdict.Locked();
        }
        return right ? new Verdict.Proven(Optional.empty(), bindings.find(register.impu())) : failed(register);
    }

    private Verdict failed(RegisterRequest register) {
        tell(Happening.WRONG_ANSWER, register);
        if (attempts.failed(register.impi(), register.source())) {
            tell(Happening.LOCKED, register);
        }
        return new Verdict.Wrong();
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
                new Pending(
                        register.impi().value(), realm, Map.of(Algorithm.AKAV1_MD5, ha1), hex.formatHex(vector.rand())),
                AWAIT_AUTH);
        var plain = Challenge.of(realm, nonce, Algorithm.AKAV1_MD5, stale);
        var header = plain.header()
                .withQuoted("ik", hex.formatHex(vector.ik()))
                .withQuoted("ck", hex.formatHex(vector.ck()));
        return new Challenge(realm, nonce, plain.algorithm(), plain.qop(), plain.opaque(), stale, header);
    }

    private List<Challenge> digest(RegisterRequest register, AuthenticationData.SipDigest digest, boolean stale) {
        var ha1 = new EnumMap<Algorithm, String>(Algorithm.class);
        digest.ha1().forEach((name, hash) -> Algorithm.of(name).ifPresent(algorithm -> ha1.put(algorithm, hash)));
        if (ha1.isEmpty()) {
            throw new SipFailure(Cause.SCHEME_NOT_SUPPORTED.registerStatus());
        }
        var random = new byte[18];
        RANDOM.nextBytes(random);
        var nonce = Base64.getUrlEncoder().encodeToString(random);
        challenges.put(nonce, new Pending(register.impi().value(), digest.realm(), ha1, ""), AWAIT_AUTH);
        return Challenge.offer(digest.realm(), nonce, stale, ha1.keySet().toArray(Algorithm[]::new));
    }
}
