package io.carillon.node.admin;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A bearer token for the admin ports: a JWT signed with HS256 (RFC 7519, RFC 7518 §3.2). Needs nothing but the JDK. */
public final class AdminToken {
    static final String ISSUER = "carillon";
    static final String ROLES = "roles";

    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@._:+-]{1,128}");

    private AdminToken() {}

    public static String mint(AdminSecret secret, String subject, Set<AdminRole> roles, Duration ttl) {
        return mint(secret, subject, roles, ttl, Clock.systemUTC());
    }

    static String mint(AdminSecret secret, String subject, Set<AdminRole> roles, Duration ttl, Clock clock) {
        if (!PLAIN.matcher(subject).matches()) {
            throw new IllegalArgumentException("a subject is a plain name, not '" + subject + "'");
        }
        long now = clock.instant().getEpochSecond();
        String claims = """
                {"iss":"%s","sub":"%s","roles":[%s],"iat":%d,"exp":%d,"jti":"%s"}""".formatted(ISSUER, subject, claim(roles), now, now + ttl.toSeconds(), UUID.randomUUID());
        String signed = HEADER + "." + encode(claims);
        return signed + "." + BASE64_URL.encodeToString(secret.mac(signed));
    }

    private static String claim(Set<AdminRole> roles) {
        return roles.stream().sorted().map(role -> '"' + role.claim() + '"').collect(Collectors.joining(","));
    }

    private static String encode(String json) {
        return BASE64_URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
