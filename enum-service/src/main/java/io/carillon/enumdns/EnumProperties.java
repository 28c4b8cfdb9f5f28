package io.carillon.enumdns;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the enum node.
 *
 * @param suffix the zone it is authoritative for: e164.arpa, or a private tree
 * @param nameServer the zone's name server, in its SOA and NS
 * @param contact the SOA's mailbox as a domain name
 * @param dnsHost the IP address it listens at
 * @param dnsPort UDP and TCP
 * @param ttl how long resolvers may keep an answer
 * @param negativeTtl how long they may keep the absence of one (RFC 2308)
 * @param atOnce queries in hand at a time
 * @param tcpConnections open at a time
 * @param tcpIdle how long a connection may be silent (RFC 7766 §6.2.3)
 */
@Validated
@ConfigurationProperties("carillon.enum")
public record EnumProperties(
        @DefaultValue("e164.arpa") @NotBlank String suffix,

        @DefaultValue("ns1.ims.mnc001.mcc001.3gppnetwork.org") @NotBlank
        String nameServer,

        @DefaultValue("hostmaster.ims.mnc001.mcc001.3gppnetwork.org") @NotBlank
        String contact,

        @DefaultValue("127.0.0.1") @NotBlank String dnsHost,
        @DefaultValue("5300") @Min(0) @Max(65_535) int dnsPort,
        @DefaultValue("60s") Duration ttl,
        @DefaultValue("10s") Duration negativeTtl,
        @DefaultValue("1024") @Min(1) int atOnce,
        @DefaultValue("128") @Min(1) int tcpConnections,
        @DefaultValue("10s") Duration tcpIdle,
        @Valid @DefaultValue Cache cache) {

    /**
     * @param size names remembered
     * @param fresh how long a name is not looked up again; other instances see a change after it
     * @param stale how long it serves while the database is away
     */
    public record Cache(
            @DefaultValue("100000") @Min(0) long size,
            @DefaultValue("5s") Duration fresh,
            @DefaultValue("1h") Duration stale) {}
}
