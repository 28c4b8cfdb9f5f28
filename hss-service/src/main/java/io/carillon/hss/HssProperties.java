package io.carillon.hss;

import io.carillon.diameter.sh.DataReference;
import io.carillon.hss.xml.ChargingNames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of an HSS.
 *
 * @param masterKey 32 bytes in base64 under which all credentials are encrypted; all HSS nodes of a store share it
 * @param formerMasterKeys keys that credentials may still be encrypted under; they can be left out once none is
 * @param visitedNetworks names of the networks subscribers may register from (P-Visited-Network-ID); empty for all
 * @param applicationServers who may read, update and watch which data over Sh
 * @param slf makes this node a subscription locator in front of several HSSs
 * @param charging where S-CSCFs and application servers charge; told with every profile
 */
@ConfigurationProperties("carillon.hss")
public record HssProperties(
        @Nullable String masterKey,
        @DefaultValue List<String> formerMasterKeys,
        @DefaultValue Set<String> visitedNetworks,
        @DefaultValue List<ApplicationServer> applicationServers,
        @DefaultValue Charging charging,
        @DefaultValue Slf slf) {

    /** @param host a Diameter host name, or the node id of one of the home domain; a star may stand at its end */
    public record ApplicationServer(
            String host,
            @DefaultValue Set<DataReference> read,
            @DefaultValue Set<DataReference> update,
            @DefaultValue Set<DataReference> subscribe) {}

    /**
     * A subscription locator function.
     *
     * @param enabled the node redirects, and answers nothing itself
     * @param remembered for how long a client may remember where a user is
     */
    public record Slf(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("10m") Duration remembered,
            @DefaultValue List<Route> routes) {
        /** @param hosts Diameter host names, or ids of nodes of the home domain */
        public record Route(
                @DefaultValue List<String> hosts,
                @DefaultValue List<Range> ranges,
                @DefaultValue Set<String> identities) {}

        /** Numbers or IMSIs, both ends of the same length. */
        public record Range(String from, String to) {}
    }

    /** Diameter URIs of online (event) and offline (collection) charging functions. */
    public record Charging(
            @Nullable String primaryEvent,
            @Nullable String secondaryEvent,
            @Nullable String primaryCollection,
            @Nullable String secondaryCollection) {

        ChargingNames names() {
            return new ChargingNames(
                    Optional.ofNullable(primaryEvent),
                    Optional.ofNullable(secondaryEvent),
                    Optional.ofNullable(primaryCollection),
                    Optional.ofNullable(secondaryCollection));
        }
    }

    @Override
    public String toString() {
        return "HssProperties[visitedNetworks=" + visitedNetworks + ']';
    }
}
