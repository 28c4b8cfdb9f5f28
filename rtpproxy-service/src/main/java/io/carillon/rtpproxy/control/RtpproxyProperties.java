package io.carillon.rtpproxy.control;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the media relay. Addresses are IP literals.
 *
 * @param ngHost where NG commands are taken; the protocol has no password, so never an address that strangers reach
 * @param ngPort UDP port of the NG protocol
 * @param ngAtOnce commands in hand at a time
 * @param media the network that media uses when a command names none
 * @param networks further networks by the names that the {@code direction} key uses
 * @param portMin lowest media port
 * @param portMax highest media port
 * @param relayThreads threads that move packets
 * @param gather how long a busy thread lets packets come together: less work for each, and as much more delay
 * @param offerTimeout how long an offer may wait for its answer
 * @param mediaTimeout how long an answered call may be silent
 * @param holdTimeout how long a call may be held
 */
@Validated
@ConfigurationProperties("carillon.rtpproxy")
public record RtpproxyProperties(
        @DefaultValue("127.0.0.1") @NotBlank String ngHost,
        @DefaultValue("2223") @Min(0) @Max(65_535) int ngPort,
        @DefaultValue("256") @Min(1) int ngAtOnce,
        @Valid @DefaultValue Network media,
        @DefaultValue Map<String, @Valid Network> networks,
        @DefaultValue("30000") @Min(1) @Max(65_535) int portMin,
        @DefaultValue("39999") @Min(1) @Max(65_535) int portMax,
        @DefaultValue("1") @Min(1) @Max(64) int relayThreads,
        @DefaultValue("1ms") Duration gather,
        @DefaultValue("5m") Duration offerTimeout,
        @DefaultValue("60s") Duration mediaTimeout,
        @DefaultValue("1h") Duration holdTimeout) {

    /**
     * @param host the address that media ports are bound to
     * @param advertised the address shown in SDP when it differs, as behind a NAT
     */
    public record Network(
            @DefaultValue("127.0.0.1") @NotBlank String host,
            @Nullable String advertised) {
        MediaInterface asInterface() {
            InetAddress bind = InetAddress.ofLiteral(host);
            return new MediaInterface(
                    bind, advertised == null || advertised.isBlank() ? bind : InetAddress.ofLiteral(advertised));
        }
    }

    MediaInterfaces interfaces() {
        Map<String, MediaInterface> named = new HashMap<>();
        networks.forEach((name, network) -> named.put(name, network.asInterface()));
        return new MediaInterfaces(media.asInterface(), Map.copyOf(named));
    }

    MediaTimeouts timeouts() {
        return new MediaTimeouts(offerTimeout, mediaTimeout, holdTimeout);
    }
}
