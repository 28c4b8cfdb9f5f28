package io.carillon.node.diameter;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The Diameter side of a node.
 *
 * @param port where a server listens; 0 takes a free one
 * @param bind the address to listen on; the node's own when not set
 * @param allowed addresses or networks (such as 10.0.0.0/8) of peers a server accepts, besides this machine
 * @param agents Origin-Hosts of relays and proxies (a DRA) that may bring requests of others
 * @param names Origin-Hosts of the peers a server accepts; anybody's when empty
 * @param sslBundle of {@code spring.ssl.bundle}: what this node shows its peers, and whom it trusts; links are in clear
 *     when empty
 * @param maxInFlight requests a server works on at a time; beyond it they are answered with 3004
 * @param peers those that the directory does not know, such as the PCRF of a packet core
 */
@Validated
@ConfigurationProperties("carillon.diameter")
public record DiameterProperties(
        @DefaultValue("3868") @Min(0) @Max(65_535) int port,
        @Nullable String bind,
        @DefaultValue List<String> allowed,
        @DefaultValue Set<String> agents,
        @DefaultValue Set<String> names,
        @DefaultValue("") String sslBundle,
        @DefaultValue("1000") @Min(1) int maxInFlight,
        @DefaultValue List<@Valid Peer> peers) {

    /**
     * A peer that we connect to.
     *
     * @param role what it is asked as, such as {@code pcrf}; the directory is not asked for nodes of this role then
     * @param host its Origin-Host; a link to one that calls itself otherwise is closed
     * @param realm the Destination-Realm of requests to it; the home domain when not set
     * @param address where it listens, host:port
     */
    public record Peer(
            @NotBlank String role,
            @NotBlank String host,
            @Nullable String realm,
            @NotBlank String address) {}
}
