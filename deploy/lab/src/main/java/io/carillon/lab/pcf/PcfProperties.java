package io.carillon.lab.pcf;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The PCF of the lab.
 *
 * @param oauth2 whether it wants to see a token of its NRF (TS 33.501 §13.4.1)
 */
@ConfigurationProperties("carillon.lab.pcf")
record PcfProperties(@DefaultValue("true") boolean oauth2) {}
