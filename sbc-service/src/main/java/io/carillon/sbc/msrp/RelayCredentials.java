package io.carillon.sbc.msrp;

import io.carillon.msrp.RelaySettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords of the relay's clients, which nobody has to store: the user name tells until when, and the password is its
 * HMAC under the secret that the borders share. Whoever provisions phones asks for one by REST.
 */
public final class RelayCredentials implements RelaySettings.Accounts {
    private static final Pattern NAME = Pattern.compile("([0-9]{1,12}):(.{1,300})");

    /** One client's. */
    public record Issued(String username, String password, Instant until) {}

    private final SecretKeySpec key;
    private final Duration lifetime;
    private final Clock clock;

    public RelayCredentials(RelayProperties properties, Clock clock) {
        this.key = new SecretKeySpec(properties.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.lifetime = properties.credentials();
        this.clock = clock;
    }

    public Issued issue(String user) {
        var until = Instant.ofEpochSecond(clock.instant().plus(lifetime).getEpochSecond());
        var name = until.getEpochSecond() + ":" + user;
        return new Issued(name, passwordOf(name), until);
    }

    @Override
    public Optional<String> password(String user) {
        var name = NAME.matcher(user);
        return name.matches() && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(name.group(1))))
                ? Optional.of(passwordOf(user))
                : Optional.empty();
    }

    private String passwordOf(String name) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            var octets = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
