package io.carillon.cscf;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The CSCF's own settings.
 *
 * @param minExpires the shortest registration that is taken, seconds; below it 423
 * @param defaultExpires what a REGISTER without a lifetime gets, seconds
 * @param maxExpires the longest that is granted, seconds
 * @param hssDeadline how long a Cx answer may take
 * @param enumDeadline how long an ENUM answer may take
 * @param enumSuffix the tree of numbers
 * @param capabilities of this cluster's S-CSCF (TS 29.228 §6.7)
 */
@Validated
@ConfigurationProperties("carillon.cscf")
public record CscfProperties(
        @DefaultValue("60") @Min(1) long minExpires,
        @DefaultValue("3600") @Min(1) long defaultExpires,
        @DefaultValue("86400") @Min(1) long maxExpires,
        @DefaultValue("4s") Duration hssDeadline,
        @DefaultValue("2s") Duration enumDeadline,
        @DefaultValue("e164.arpa") String enumSuffix,
        @DefaultValue List<Long> capabilities) {}
