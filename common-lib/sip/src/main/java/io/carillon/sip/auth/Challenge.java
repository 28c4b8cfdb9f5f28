package io.carillon.sip.auth;

import io.carillon.sip.message.SipParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A Digest challenge (RFC 7616 §3.3).
 *
 * @param qop offered qualities of protection, empty for the form of RFC 2069
 * @param stale the credentials were right but the nonce was not: the client tries again without asking its user
 * @param header the value as it came or goes, with parameters such as TS 24.229's ik and ck
 */
public record Challenge(
        String realm,
        String nonce,
        Algorithm algorithm,
        List<String> qop,
        Optional<String> opaque,
        boolean stale,
        AuthHeader header) {
    public Challenge {
        qop = List.copyOf(qop);
    }

    /** A challenge with qop="auth". */
    public static Challenge of(String realm, String nonce, Algorithm algorithm) {
        return of(realm, nonce, algorithm, false);
    }

    public static Challenge of(String realm, String nonce, Algorithm algorithm, boolean stale) {
        var header = AuthHeader.challenge(realm, nonce, algorithm.token());
        return new Challenge(
                realm,
                nonce,
                algorithm,
                List.of("auth"),
                Optional.empty(),
                stale,
                stale ? header.with("stale", "true") : header);
    }

    /** One challenge for each algorithm, in this order; the strongest goes first (RFC 8760 §2.3). */
    public static List<Challenge> offer(String realm, String nonce, boolean stale, Algorithm... algorithms) {
        var challenges = new ArrayList<Challenge>(algorithms.length);
        for (var algorithm : algorithms) {
            challenges.add(of(realm, nonce, algorithm, stale));
        }
        return challenges;
    }

    /** Reads one header value; empty for another scheme or an algorithm that is not known here. */
    public static Optional<Challenge> parse(String value) {
        var header = AuthHeader.parse(value);
        var algorithm = Algorithm.of(header.value("algorithm").orElse("MD5"));
        if (!header.isDigest() || algorithm.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Challenge(
                required(header, "realm"),
                required(header, "nonce"),
                algorithm.get(),
                qop(header),
                header.value("opaque"),
                header.value("stale").filter("true"::equalsIgnoreCase).isPresent(),
                header));
    }

    /** The strongest challenge that can be met here (RFC 8760 §2.4). */
    public static Optional<Challenge> strongest(List<String> values) {
        return values.stream()
                .map(Challenge::parse)
                .flatMap(Optional::stream)
                .min(Comparator.comparing(Challenge::algorithm));
    }

    private static List<String> qop(AuthHeader header) {
        return header.value("qop").stream()
                .flatMap(value -> java.util.Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static String required(AuthHeader header, String name) {
        return header.value(name).orElseThrow(() -> new SipParseException("Challenge without " + name));
    }

    /** The header value. */
    @Override
    public String toString() {
        return header.toString();
    }
}
