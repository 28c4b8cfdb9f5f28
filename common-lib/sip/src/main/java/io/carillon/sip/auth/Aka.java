package io.carillon.sip.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AKA inside Digest: RAND and AUTN travel in the nonce (RFC 3310, RFC 4169). */
public final class Aka {
    private static final int RAND = 16;
    private static final int AUTN = 16;
    private static final int AUTS = 14;

    private Aka() {}

    /** What a nonce holds. */
    public record Nonce(byte[] rand, byte[] autn, byte[] serverData) {}

    /** base64(RAND ‖ AUTN ‖ server data) (RFC 3310 §3.2). */
    public static String nonce(byte[] rand, byte[] autn, byte[] serverData) {
        if (rand.length != RAND || autn.length != AUTN) {
            throw new IllegalArgumentException("RAND and AUTN have 16 bytes each");
        }
        var all = new ByteArrayOutputStream(RAND + AUTN + serverData.length);
        all.writeBytes(rand);
        all.writeBytes(autn);
        all.writeBytes(serverData);
        return Base64.getEncoder().encodeToString(all.toByteArray());
    }

    public static String nonce(byte[] rand, byte[] autn) {
        return nonce(rand, autn, new byte[0]);
    }

    /** RAND and AUTN out of a nonce; empty if it is none of AKA's. */
    public static Optional<Nonce> read(String nonce) {
        return decoded(nonce)
                .filter(bytes -> bytes.length >= RAND + AUTN)
                .map(bytes -> new Nonce(
                        Arrays.copyOf(bytes, RAND),
                        Arrays.copyOfRange(bytes, RAND, RAND + AUTN),
                        Arrays.copyOfRange(bytes, RAND + AUTN, bytes.length)));
    }

    /** The client's AUTS; empty if the credentials ask for no resynchronisation, or with the wrong length. */
    public static Optional<byte[]> auts(Credentials credentials) {
        return credentials.auts().flatMap(Aka::decoded).filter(bytes -> bytes.length == AUTS);
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The Digest password: RES itself in AKAv1; a MAC over its keys in AKAv2 (RFC 4169 §3). */
    public static byte[] password(Algorithm algorithm, byte[] res, byte[] ik, byte[] ck) {
        if (algorithm != Algorithm.AKAV2_MD5) {
            return res.clone();
        }
        var key = new ByteArrayOutputStream(res.length + ik.length + ck.length);
        key.writeBytes(res);
        key.writeBytes(ik);
        key.writeBytes(ck);
        try {
            var mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key.toByteArray(), "HmacMD5"));
            var prf = mac.doFinal("http-digest-akav2-password".getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encode(prf);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has HmacMD5", e);
        }
    }
}
