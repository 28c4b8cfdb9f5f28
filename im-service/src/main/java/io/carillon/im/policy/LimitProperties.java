package io.carillon.im.policy;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What one user may send.
 *
 * @param perUser messages in a window
 * @param perPair messages in a window from one to the same other; a text may have 255 parts
 * @param recipients different ones in a window
 * @param repetitions of one text, to different recipients, in a window; texts of a few characters do not count
 * @param window how long it is
 * @param users whose figures a node holds while it counts alone; those of the longest silent go first
 */
@Validated
@ConfigurationProperties("carillon.im.limits")
public record LimitProperties(
        @DefaultValue("600") @Min(1) int perUser,
        @DefaultValue("300") @Min(1) int perPair,
        @DefaultValue("100") @Min(1) int recipients,
        @DefaultValue("30") @Min(1) int repetitions,
        @DefaultValue("1m") Duration window,
        @DefaultValue("100000") @Min(1) int users) {}
