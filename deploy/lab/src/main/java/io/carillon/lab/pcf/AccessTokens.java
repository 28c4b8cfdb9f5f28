package io.carillon.lab.pcf;

import io.carillon.node.admin.AdminSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens for services of this PCF, as an NRF signs them (TS 29.510 §5.4.2.2, §6.3.5.2.4). They open nothing else here: the
 * admin door knows another kind.
 */
final class AccessTokens {
    static final Duration VALID = Duration.ofMinutes(5);
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final AdminSecret key = AdminSecret.generate();
    private final JsonMapper json;
    private final Clock clock;

    AccessTokens(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    private record Claims(String iss, String sub, String aud, String scope, long exp) {}

    String issue(String nrf, String consumer, String audience, String scope) {
        var claims = new Claims(
                nrf, consumer, audience, scope, clock.instant().plus(VALID).getEpochSecond());
        var signed = HEADER + "." + encode(json.writeValueAsBytes(claims));
        return signed + "." + encode(key.mac(signed));
    }

    /** Whether it is ours, not over yet, and for this service. */
    boolean opens(String token, String service) {
        int end = token.lastIndexOf('.');
        int start = token.indexOf('.');
        if (start < 0 || end <= start) {
            return false;
        }
        var signature = encode(key.mac(token.substring(0, end))).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(signature, token.substring(end + 1).getBytes(StandardCharsets.US_ASCII))) {
            return false;
        }
        var claims = json.readValue(Base64.getUrlDecoder().decode(token.substring(start + 1, end)), Claims.class);
        return claims.scope().equals(service) && clock.instant().isBefore(Instant.ofEpochSecond(claims.exp()));
    }

    private static String encode(byte[] part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
    }
}
