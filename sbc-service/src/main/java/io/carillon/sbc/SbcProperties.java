package io.carillon.sbc;

import io.carillon.sbc.media.MediaAnchor;
import io.carillon.sbc.security.SecuritySettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The border's own settings.
 *
 * @param relayDeadline how long a media relay may take to answer
 * @param policyDeadline how long an Rx answer may take
 * @param nrf where policy functions of 5G are asked for (N5); the lab's if empty
 * @param n5Access how access networks behind N5 begin in P-Access-Network-Info; all others are behind Rx
 * @param n5 how N5 is protected
 * @param mediaWatch how often each call is looked at: its session timer, its relay, its border; 0 if never
 * @param anchorMedia whether a relay carries the media; without it phones send them to each other, which they must be
 *     able to
 * @param askPolicy whether a policy function is asked for bearers, in a network that has one
 * @param coreMedia what media inside the core speaks, whatever phones do
 * @param coreNetworks blocks such as 192.0.2.0/24 to which no phone may have media sent, beside loopback, link-local and
 *     multicast addresses
 * @param policyRefusal final status of a new call whose media the policy function refuses, 0 if it goes on
 * @param policyAbsence the same where no policy function answers
 * @param accessName the name by which phones find any border (DNS), in the route of their calls: these go on at another
 *     border when one is gone. Without it the route names this border's address, and a phone needs a list of its own
 * @param lines whose phones may be known by their line (NASS-IMS-bundled authentication, TS 33.203 Annex R)
 * @param watchRegistrations if we subscribe to the registration state of our phones
 * @param watchSignallingPaths if we ask the policy function to tell when a phone's way to us is gone
 * @param remembered calls, and as many phones, that are not read from the store with each of their messages
 * @param ipsec security agreement with phones
 */
@Validated
@ConfigurationProperties("carillon.sbc")
public record SbcProperties(
        @DefaultValue("2s") Duration relayDeadline,
        @DefaultValue("2s") Duration policyDeadline,
        @DefaultValue("") String nrf,
        @DefaultValue("3GPP-NR") List<String> n5Access,
        @DefaultValue @Valid N5 n5,
        @DefaultValue("30s") Duration mediaWatch,
        @DefaultValue("true") boolean anchorMedia,
        @DefaultValue("true") boolean askPolicy,
        @DefaultValue("IP4") MediaAnchor.Family coreMedia,
        @DefaultValue List<String> coreNetworks,
        @DefaultValue("503") @Max(699) int policyRefusal,
        @DefaultValue("0") @Max(699) int policyAbsence,
        @DefaultValue("") String accessName,
        @DefaultValue List<Line> lines,
        @DefaultValue("true") boolean watchRegistrations,
        @DefaultValue("true") boolean watchSignallingPaths,
        @DefaultValue("10000") @Min(1) int remembered,
        @DefaultValue @Valid SecuritySettings ipsec) {
    /**
     * A line of the fixed access network.
     *
     * @param address that only this line can have
     * @param name by which the home network knows it
     * @param access its kind, as P-Access-Network-Info names it
     */
    public record Line(
            InetAddress address,
            String name,
            @DefaultValue("ADSL") String access) {}

    /**
     * TLS towards a 5G core (TS 33.501 §13.1).
     *
     * @param sslBundle of {@code spring.ssl.bundle}: whom we trust at NRF and PCF, and what we show them; empty for what
     *     the JDK trusts
     * @param port where a PCF tells us of its sessions over TLS, with a certificate of its own; none if 0, then it does so
     *     on the admin port
     */
    public record N5(
            @DefaultValue("") String sslBundle,
            @DefaultValue("0") @Min(0) @Max(65_535) int port) {}
}
