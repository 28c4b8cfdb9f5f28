package io.carillon.tas;

import io.carillon.tas.adapter.diameter.ShServiceData;
import io.carillon.tas.featurecode.Service;
import io.carillon.tas.session.TelephonyRules;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The TAS's own settings.
 *
 * @param chargingDeadline how long a Ro answer may take
 * @param callWithoutCharging whether calls go on while no charging node answers (RFC 8506 §8.14 CONTINUE)
 * @param mostDiversions how often one call may be diverted (TS 24.604 §4.5.2.6.1)
 * @param ringing how long a callee without settings of its own rings before "no reply" (TS 24.604 §4.8.1)
 * @param deflection whether a phone may send its calls elsewhere with 302 (TS 24.604 §4.5.2.6.7)
 * @param countryCode of numbers at home, without the plus; empty if no call is international
 * @param lease how long a node may be silent before the others watch its calls
 * @param session how long a call may go on without a sign of life (RFC 4028)
 * @param shortestSession below which no session timer is agreed to
 * @param serviceData where the services documents of users are
 * @param featureCodes what is dialled between {@code *} and {@code #} for each service; empty for the usual codes
 * @param zone in which users mean the times of their rules
 */
@Validated
@ConfigurationProperties("carillon.tas")
public record TasProperties(
        @DefaultValue("2s") Duration chargingDeadline,
        @DefaultValue("true") boolean callWithoutCharging,
        @DefaultValue("5") @Min(0) @Max(20) int mostDiversions,
        @DefaultValue("20s") Duration ringing,
        @DefaultValue("true") boolean deflection,

        @DefaultValue("") @Pattern(regexp = "[1-9][0-9]{0,2}|")
        String countryCode,

        @DefaultValue("10s") Duration lease,
        @DefaultValue("30m") Duration session,
        @DefaultValue("90s") Duration shortestSession,
        @DefaultValue Stored serviceData,
        @DefaultValue Map<String, Service> featureCodes,
        @DefaultValue("UTC") ZoneId zone) {
    /**
     * Services documents in the repository data of the HSS, or in Redis.
     *
     * @param store {@code hss} or {@code redis}
     * @param indication the Service-Indication of the documents in the HSS
     * @param deadline how long an Sh answer may take
     * @param age how long a document of the HSS is believed without news
     * @param doubt the same where the HSS will tell no news
     * @param mostUsers whose documents are kept at hand
     */
    record Stored(
            @DefaultValue("hss") @Pattern(regexp = "hss|redis")
            String store,

            @DefaultValue("simservs") @Pattern(regexp = "[\\w-]+")
            String indication,

            @DefaultValue("2s") Duration deadline,
            @DefaultValue("10m") Duration age,
            @DefaultValue("5s") Duration doubt,
            @DefaultValue("100000") @Min(1) int mostUsers) {
        ShServiceData.Settings sh() {
            return new ShServiceData.Settings(indication, deadline, age, doubt, mostUsers);
        }
    }

    Map<String, Service> codes() {
        return featureCodes.isEmpty() ? Service.usual() : featureCodes;
    }

    TelephonyRules rules() {
        return new TelephonyRules(mostDiversions, ringing, deflection, countryCode, zone);
    }
}
