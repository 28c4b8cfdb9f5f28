package io.carillon.sbc;

import io.carillon.sbc.security.SecuritySettings;
import jakarta.validation.Valid;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The border's own settings.
 *
 * @param relayDeadline how long a media relay may take to answer
 * @param policyDeadline how long an Rx answer may take
 * @param ipsec security agreement with phones
 */
@Validated
@ConfigurationProperties("carillon.sbc")
public record SbcProperties(
        @DefaultValue("2s") Duration relayDeadline,
        @DefaultValue("2s") Duration policyDeadline,
        @DefaultValue @Valid SecuritySettings ipsec) {}
