package io.carillon.sbc.msrp;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The border as MSRP relay (RFC 4976), on its TLS port.
 *
 * @param secret that all borders share, of 16 characters at least; without one there is no relay
 * @param realm of its challenges; by default the home domain
 * @param credentials how long a password is good for new AUTHs
 * @param peers hosts beside the border itself that its clients' messages may go to
 */
@ConfigurationProperties("carillon.sbc.msrp.relay")
public record RelayProperties(
        @DefaultValue("") String secret,
        @DefaultValue("") String realm,
        @DefaultValue("1h") Duration credentials,
        @DefaultValue List<String> peers) {
    private static final int SHORTEST_SECRET = 16;

    public RelayProperties {
        if (!secret.isEmpty() && secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "carillon.sbc.msrp.relay.secret has fewer than " + SHORTEST_SECRET + " characters");
        }
    }

    public boolean isOn() {
        return !secret.isEmpty();
    }

    @Override
    public String toString() {
        return "RelayProperties[" + (isOn() ? "on" : "off") + ", " + realm + ", " + credentials + ", " + peers + "]";
    }
}
