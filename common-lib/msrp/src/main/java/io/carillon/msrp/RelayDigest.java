package io.carillon.msrp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Digest as AUTH has it (RFC 4976 §5.1, §9): MD5 with qop=auth inside TLS, over the last URI of To-Path in place of a uri
 * parameter. A nonce is of one connection and of one minute, and nobody else's is worth anything there.
 */
final class RelayDigest {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Pattern PARAMETER = Pattern.compile("([a-z]+) *= *(?:\"([^\"]{0,400})\"|([^\", ]{1,400}))");
    private static final int TIME_OCTETS = 8;
    private static final int MAC_OCTETS = 16;

    private final byte[] secret = new byte[32];

    RelayDigest() {
        new SecureRandom().nextBytes(secret);
    }

    /** What a client has answered; absent parameters are empty. */
    record Answer(Map<String, String> parameters) {
        static Answer parse(String header) {
            var found = new HashMap<String, String>();
            if (header.regionMatches(true, 0, "Digest ", 0, 7)) {
                var matcher = PARAMETER.matcher(header);
                while (matcher.find()) {
                    found.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
                }
            }
            return new Answer(found);
        }

        String get(String name) {
            return parameters.getOrDefault(name, "");
        }

        /** @param method empty for what proves the relay to the client */
        String expected(String password, String method, String uri) {
            var user = md5(get("username") + ":" + get("realm") + ":" + password);
            return md5(String.join(
                    ":", user, get("nonce"), get("nc"), get("cnonce"), get("qop"), md5(method + ":" + uri)));
        }

        boolean isBy(String password, String uri) {
            return get("qop").equals("auth")
                    && MessageDigest.isEqual(
                            expected(password, "AUTH", uri).getBytes(StandardCharsets.US_ASCII),
                            get("response").getBytes(StandardCharsets.US_ASCII));
        }

        String proof(String password, String uri) {
            return "qop=auth, nc=" + get("nc") + ", cnonce=\"" + get("cnonce") + "\", rspauth=\""
                    + expected(password, "", uri) + "\"";
        }
    }

    static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    String nonce(Instant now) {
        var time = ByteBuffer.allocate(TIME_OCTETS).putLong(now.toEpochMilli()).array();
        var whole = Arrays.copyOf(time, TIME_OCTETS + MAC_OCTETS);
        System.arraycopy(mac(time), 0, whole, TIME_OCTETS, MAC_OCTETS);
        return Base64.getEncoder().encodeToString(whole);
    }

    /** Made by us, and not long ago. */
    boolean isFresh(String nonce, Instant now) {
        try {
            var whole = Base64.getDecoder().decode(nonce);
            if (whole.length != TIME_OCTETS + MAC_OCTETS) {
                return false;
            }
            var time = Arrays.copyOf(whole, TIME_OCTETS);
            var made = Instant.ofEpochMilli(ByteBuffer.wrap(time).getLong());
            return MessageDigest.isEqual(
                            Arrays.copyOf(mac(time), MAC_OCTETS), Arrays.copyOfRange(whole, TIME_OCTETS, whole.length))
                    && now.isBefore(made.plus(FRESH));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private byte[] mac(byte[] time) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(time);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
