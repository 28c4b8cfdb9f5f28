package io.carillon.lab.pcf;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The PCF of the lab.
 *
 * @param oauth2 whether it wants to see a token of its NRF (TS 33.501 §13.4.1)
 * @param sslBundle of {@code spring.ssl.bundle}: whom it trusts and what it shows (TS 33.501 §13.1)
 * @param port where PCF and NRF speak https, for who has a certificate of its own; they do so on the admin port, without
 *     TLS, if 0
 */
@Validated
@ConfigurationProperties("carillon.lab.pcf")
record PcfProperties(
        @DefaultValue("true") boolean oauth2,
        @DefaultValue("") String sslBundle,
        @DefaultValue("0") @Min(0) @Max(65_535) int port) {
    boolean isSecured() {
        return port > 0;
    }
}
