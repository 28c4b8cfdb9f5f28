package io.carillon.lab.pcrf;

import io.carillon.diameter.rx.MediaType;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The PCRF of the lab.
 *
 * @param maxSessions Rx sessions held at once; one more is answered DIAMETER_TOO_BUSY
 * @param sessionAge when room is short, a session unchanged for this long is taken for dead
 * @param patience how long an application function may take to answer an ASR or RAR
 * @param refusedMedia such as {@code video}
 * @param refusedSubscribers public identities answered 5063
 * @param detachedSubscribers public identities answered 5065
 */
@Validated
@ConfigurationProperties("carillon.lab.pcrf")
public record PcrfProperties(
        @DefaultValue("10000") @Min(1) int maxSessions,
        @DefaultValue("12h") Duration sessionAge,
        @DefaultValue("5s") Duration patience,
        @DefaultValue Set<MediaType> refusedMedia,
        @DefaultValue Set<String> refusedSubscribers,
        @DefaultValue Set<String> detachedSubscribers) {

    Policy policy() {
        return new Policy(refusedMedia, canonical(refusedSubscribers), canonical(detachedSubscribers));
    }

    private static Set<String> canonical(Set<String> names) {
        return names.stream().map(AuthorizationFlow::canonical).collect(Collectors.toSet());
    }
}
