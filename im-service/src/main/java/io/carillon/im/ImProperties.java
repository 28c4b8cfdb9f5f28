package io.carillon.im;

import io.carillon.im.application.Application;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The messaging server's own settings.
 *
 * @param serviceCentre the service centre's E.164 address, which phones see
 * @param countryCode of the home country, by which national numbers become global; without it they stay as they are
 * @param zone the time zone of the stamps on short messages
 * @param mostOctets the largest page-mode body (TS 24.247 §5.2 leaves it to the operator)
 * @param validity how long a message is kept that its recipient does not get
 * @param chargingDeadline how long a Ro answer may take
 * @param messagesWithoutCharging whether messages are taken while no charging node answers
 * @param senderPatience how long a page-mode sender waits for the phone's answer before 202
 * @param answer how long an attempt may be without a final SIP response; more than Timer F
 * @param report how long a phone may take for its delivery report
 * @param retries the pauses between attempts; the last is repeated
 * @param telling after how long another node tells of a message that one has ended and not told of
 * @param lease after how long another node takes over from one that died
 * @param poll how often to look for what is due; what this node schedules for now it does not wait with
 * @param recovery how often to compare the schedule with the outbox although neither was away
 * @param applications who receives messages by HTTP
 * @param hookDeadline how long an application may take for its answer; less than the SIP answer's
 * @param deliveries recipients that are delivered to at once
 * @param msrp sessions
 * @param files what is too large for a message
 */
@Validated
@ConfigurationProperties("carillon.im")
public record ImProperties(
        @DefaultValue("+999000001") @Pattern(regexp = "\\+[0-9]{3,15}")
        String serviceCentre,

        @DefaultValue("") @Pattern(regexp = "[0-9]{0,3}") String countryCode,
        @DefaultValue("UTC") ZoneId zone,
        @DefaultValue("20000") @Min(1) @Max(60_000) int mostOctets,
        @DefaultValue("3d") Duration validity,
        @DefaultValue("2s") Duration chargingDeadline,
        @DefaultValue("true") boolean messagesWithoutCharging,
        @DefaultValue("20s") Duration senderPatience,
        @DefaultValue("35s") Duration answer,
        @DefaultValue("40s") Duration report,

        @DefaultValue({"30s", "2m", "5m", "15m", "1h"}) @NotEmpty
        List<Duration> retries,

        @DefaultValue("30s") Duration telling,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("2s") Duration poll,
        @DefaultValue("10m") Duration recovery,
        @DefaultValue List<@Valid Application> applications,
        @DefaultValue("10s") Duration hookDeadline,
        @DefaultValue("200") @Min(1) int deliveries,
        @DefaultValue @Valid Msrp msrp,
        @DefaultValue @Valid Files files) {

    /**
     * Where large messages and files are kept.
     *
     * @param store disk, s3 or fastdfs
     * @param folder on the disk, shared by all nodes; by default below the node's data
     * @param transfer how long one may take on its way to the phone
     */
    public record Files(
            @DefaultValue("disk") @Pattern(regexp = "disk|s3|fastdfs")
            String store,

            @DefaultValue("") String folder,
            @DefaultValue("10m") Duration transfer) {}

    /**
     * Sessions of messages.
     *
     * @param port where MSRP comes in
     * @param tls whether the port speaks TLS, with the certificate of {@code carillon.sip.tls}
     * @param mostOctets of one message
     * @param connections at most; each session has two
     * @param patience with peers that do not read, write or answer (RFC 4975 §7.1.1: 30 s)
     */
    public record Msrp(
            @DefaultValue("2855") @Min(0) @Max(65_535) int port,
            @DefaultValue("false") boolean tls,
            @DefaultValue("104857600") @Min(1) long mostOctets,
            @DefaultValue("10000") @Min(2) int connections,
            @DefaultValue("30s") Duration patience) {}
}
