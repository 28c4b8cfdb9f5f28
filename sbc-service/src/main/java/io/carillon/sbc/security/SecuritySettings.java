package io.carillon.sbc.security;

import io.carillon.ipsec.Suite;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Security agreement with phones.
 *
 * @param helper the socket of the privileged helper; without one no phone gets IPsec
 * @param required true if a phone must agree on IPsec to register (421, 494), false if it may register without
 * @param serverPort the protected port that phones send to
 * @param clientPorts three ports that we send from; 0 takes free ones
 * @param suites algorithms as alg/ealg, the preferred ones first
 * @param temporary how long a set lives that is not yet confirmed by a registration (reg-await-auth, TS 24.229 table 7.8.1)
 * @param overlap how long an old set lives once the new one is used: 64·T1
 */
public record SecuritySettings(
        @DefaultValue("") String helper,
        @DefaultValue("false") boolean required,
        @DefaultValue("5065") int serverPort,
        @DefaultValue({"5066", "5067", "5068"}) @NotEmpty List<Integer> clientPorts,

        @DefaultValue({
            "hmac-sha-1-96/aes-cbc",
            "hmac-md5-96/aes-cbc",
            "hmac-sha-1-96/des-ede3-cbc",
            "hmac-md5-96/des-ede3-cbc",
            "hmac-sha-1-96/null",
            "hmac-md5-96/null"
        })
        @NotEmpty
        List<String> suites,

        @DefaultValue("4m") Duration temporary,
        @DefaultValue("32s") Duration overlap) {
    public SecuritySettings {
        if (clientPorts.size() != ProtectedPaths.CLIENTS.size()) {
            throw new IllegalArgumentException("carillon.sbc.ipsec.client-ports takes three ports");
        }
        suites.forEach(Suite::parse);
    }

    public boolean enabled() {
        return !helper.isEmpty();
    }

    List<Suite> preferences() {
        return suites.stream().map(Suite::parse).toList();
    }
}
