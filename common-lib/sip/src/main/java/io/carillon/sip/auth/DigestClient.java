package io.carillon.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The client's side for one user: answers challenges, counts the uses of a nonce, and checks the server's proof. */
public final class DigestClient {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String username;
    private String nonce = "";
    private long uses;
    private @Nullable Credentials last;
    private String lastHa1 = "";

    public DigestClient(String username) {
        this.username = username;
    }

    public Credentials answer(Challenge challenge, String method, String uri, String password) {
        return answer(challenge, method, uri, password.getBytes(StandardCharsets.UTF_8));
    }

    /** The credentials for a request; each use of the same nonce has a higher nc (RFC 7616 §3.4.5). */
    public Credentials answer(Challenge challenge, String method, String uri, byte[] password) {
        var cnonce = new byte[12];
        RANDOM.nextBytes(cnonce);
        return answer(challenge, method, uri, password, HexFormat.of().formatHex(cnonce));
    }

    synchronized Credentials answer(Challenge challenge, String method, String uri, byte[] password, String cnonce) {
        uses = challenge.nonce().equals(nonce) ? uses + 1 : 1;
        nonce = challenge.nonce();
        var header = unanswered(challenge, uri);
        if (challenge.qop().stream().anyMatch("auth"::equalsIgnoreCase)) {
            header = header.with("qop", "auth")
                    .with("nc", HexFormat.of().toHexDigits(uses, 8))
                    .withQuoted("cnonce", cnonce);
        }
        return signed(header, challenge, method, password);
    }

    /**
     * The answer to a challenge whose SQN is out of range: AUTS, and a response made with an empty password (RFC 3310
     * §3.4).
     */
    public synchronized Credentials resynchronise(Challenge challenge, String method, String uri, byte[] auts) {
        var header = unanswered(challenge, uri)
                .withQuoted("auts", java.util.Base64.getEncoder().encodeToString(auts));
        if (challenge.qop().stream().anyMatch("auth"::equalsIgnoreCase)) {
            var cnonce = HexFormat.of().toHexDigits(RANDOM.nextLong());
            header = header.with("qop", "auth").with("nc", "00000001").withQuoted("cnonce", cnonce);
        }
        return signed(header, challenge, method, new byte[0]);
    }

    private AuthHeader unanswered(Challenge challenge, String uri) {
        var header = AuthHeader.of("Digest")
                .withQuoted("username", username)
                .withQuoted("realm", challenge.realm())
                .withQuoted("nonce", challenge.nonce())
                .withQuoted("uri", uri)
                .with("algorithm", challenge.algorithm().token());
        var opaque = challenge.opaque();
        return opaque.isPresent() ? header.withQuoted("opaque", opaque.get()) : header;
    }

    private Credentials signed(AuthHeader header, Challenge challenge, String method, byte[] password) {
        var unsigned = Credentials.parse(header.toString()).orElseThrow();
        lastHa1 = Digest.ha1(challenge.algorithm(), username, challenge.realm(), password);
        var response = Digest.response(unsigned, method, lastHa1);
        var signed = Credentials.parse(header.withQuoted("response", response).toString())
                .orElseThrow();
        last = signed;
        return signed;
    }

    /** True if the Authentication-Info proves that the server knows the secret of our last credentials. */
    public synchronized boolean confirms(String authenticationInfo) {
        var mine = last;
        var proof = AuthHeader.parseInfo(authenticationInfo).value("rspauth");
        return mine != null
                && proof.isPresent()
                && MessageDigest.isEqual(
                        Digest.rspauth(mine, lastHa1).getBytes(StandardCharsets.UTF_8),
                        proof.get().getBytes(StandardCharsets.UTF_8));
    }
}
