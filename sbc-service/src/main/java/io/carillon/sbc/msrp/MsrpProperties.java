package io.carillon.sbc.msrp;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * MSRP at the border.
 *
 * @param port for phones and for the core
 * @param tlsPort for phones, with the certificate of {@code carillon.sip.tls}; without one there is none
 * @param address that phones are told; by default the node's
 * @param tlsToPhones whether called phones are offered TLS
 * @param mostOctets of one message
 * @param connections at most; each session has two
 * @param patience with peers that do not read, write or answer (RFC 4975 §7.1.1: 30 s)
 */
@Validated
@ConfigurationProperties("carillon.sbc.msrp")
public record MsrpProperties(
        @DefaultValue("2857") @Min(0) @Max(65_535) int port,
        @DefaultValue("2858") @Min(0) @Max(65_535) int tlsPort,
        @DefaultValue("") String address,
        @DefaultValue("false") boolean tlsToPhones,
        @DefaultValue("1073741824") @Min(1) long mostOctets,
        @DefaultValue("20000") @Min(2) int connections,
        @DefaultValue("30s") Duration patience) {}
