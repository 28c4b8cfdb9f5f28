package io.carillon.hss;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of an HSS.
 *
 * @param masterKey 32 bytes in base64 under which all credentials are encrypted; all HSS nodes of a store share it
 * @param visitedNetworks names of the networks subscribers may register from (P-Visited-Network-ID); empty for all
 */
@ConfigurationProperties("carillon.hss")
public record HssProperties(
        @Nullable String masterKey, @DefaultValue Set<String> visitedNetworks) {

    @Override
    public String toString() {
        return "HssProperties[visitedNetworks=" + visitedNetworks + ']';
    }
}
