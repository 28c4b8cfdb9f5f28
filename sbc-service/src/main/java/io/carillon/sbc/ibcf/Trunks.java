package io.carillon.sbc.ibcf;

import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * All other networks that are heard.
 *
 * @param trunks in the order in which they are looked for
 */
@Validated
@ConfigurationProperties("carillon.sbc")
public record Trunks(@DefaultValue List<@Valid Trunk> trunks) {
    /** @param proven the domains that a certificate stands for */
    Optional<Trunk> of(Set<String> proven) {
        return trunks.stream()
                .filter(trunk -> trunk.certificates().stream().anyMatch(proven::contains))
                .findFirst();
    }
}
