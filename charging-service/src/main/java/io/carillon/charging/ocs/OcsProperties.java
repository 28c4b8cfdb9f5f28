package io.carillon.charging.ocs;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Online charging. All money is in minor currency units.
 *
 * @param unknownUser what becomes of a subscriber without an account
 * @param currency the ISO 4217 code of the currency that costs are told in
 * @param defaultCredit the balance of an account opened by {@code unknown-user=create}
 * @param quota talk time granted when a request names none
 * @param mostQuota talk time granted at the most, whatever is asked for
 * @param mostEvents messages granted at the most to one session request
 * @param validity Validity-Time: how long a grant may lie unused
 * @param supervision the timer Tcc; by default twice the validity (RFC 8506 §13)
 * @param sweep how often dead sessions are looked for
 * @param answersKept how long a retransmission is recognised
 * @param tariff the default rate
 * @param destinations rates by number prefix
 */
@Validated
@ConfigurationProperties("carillon.charging.ocs")
public record OcsProperties(
        @DefaultValue("refuse") OnlineChargingFlow.UnknownUser unknownUser,
        @DefaultValue("EUR") Currency currency,
        @DefaultValue("0") @Min(0) @Max(Account.MAX_BALANCE) long defaultCredit,
        @DefaultValue("60s") Duration quota,
        @DefaultValue("600s") Duration mostQuota,
        @DefaultValue("100") @Min(1) long mostEvents,
        @DefaultValue("300s") Duration validity,
        @DefaultValue("600s") Duration supervision,
        @DefaultValue("30s") Duration sweep,
        @DefaultValue("24h") Duration answersKept,
        @DefaultValue @Valid Rate tariff,
        @DefaultValue List<@Valid Destination> destinations) {

    /** Voice per started period, and one message. */
    public record Rate(
            @DefaultValue("10") @Min(0) @Max(Price.MAX_AMOUNT)
            long voicePrice,

            @DefaultValue("60s") Duration voicePeriod,

            @DefaultValue("5") @Min(0) @Max(Price.MAX_AMOUNT)
            long messagePrice) {

        Tariff.Rate toPrefix(String prefix) {
            return new Tariff.Rate(prefix, new Price(voicePrice, voicePeriod.toSeconds()), new Price(messagePrice, 1));
        }
    }

    /** A rate for the global numbers that begin with the prefix. */
    public record Destination(
            @NotNull @Pattern(regexp = "\\+[0-9]{1,15}", message = "must be like +49170")
            String prefix,

            @Valid @NotNull Rate rate) {}

    public CreditControl creditControl() {
        Tariff rates = new Tariff(
                tariff.toPrefix(""),
                destinations.stream()
                        .map(destination -> destination.rate().toPrefix(destination.prefix()))
                        .toList());
        return new CreditControl(
                rates,
                new CreditControl.Quota(quota.toSeconds(), mostQuota.toSeconds()),
                new CreditControl.Quota(1, mostEvents),
                supervision);
    }
}
