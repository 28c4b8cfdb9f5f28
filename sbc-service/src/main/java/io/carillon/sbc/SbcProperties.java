package io.carillon.sbc;

import io.carillon.sbc.security.SecuritySettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The border's own settings.
 *
 * @param relayDeadline how long a media relay may take to answer
 * @param policyDeadline how long an Rx answer may take
 * @param mediaWatch how often relays are asked whether they still hold the calls of this border
 * @param policyRefusal final status of a new call whose media the policy function refuses, 0 if it goes on
 * @param policyAbsence the same where no policy function answers
 * @param accessName the name by which phones find any border (DNS), in the route of their calls: these go on at another
 *     border when one is gone. Without it the route names this border's address, and a phone needs a list of its own
 * @param watchRegistrations if we subscribe to the registration state of our phones
 * @param watchSignallingPaths if we ask the policy function to tell when a phone's way to us is gone
 * @param ipsec security agreement with phones
 */
@Validated
@ConfigurationProperties("carillon.sbc")
public record SbcProperties(
        @DefaultValue("2s") Duration relayDeadline,
        @DefaultValue("2s") Duration policyDeadline,
        @DefaultValue("30s") Duration mediaWatch,
        @DefaultValue("503") @Max(699) int policyRefusal,
        @DefaultValue("0") @Max(699) int policyAbsence,
        @DefaultValue("") String accessName,
        @DefaultValue("true") boolean watchRegistrations,
        @DefaultValue("true") boolean watchSignallingPaths,
        @DefaultValue @Valid SecuritySettings ipsec) {}
