package io.carillon.diameter;

import static io.carillon.diameter.BaseAvps.ACCT_APPLICATION_ID;
import static io.carillon.diameter.BaseAvps.AUTH_APPLICATION_ID;
import static io.carillon.diameter.BaseAvps.DISCONNECT_CAUSE;
import static io.carillon.diameter.BaseAvps.FIRMWARE_REVISION;
import static io.carillon.diameter.BaseAvps.HOST_IP_ADDRESS;
import static io.carillon.diameter.BaseAvps.ORIGIN_HOST;
import static io.carillon.diameter.BaseAvps.ORIGIN_REALM;
import static io.carillon.diameter.BaseAvps.ORIGIN_STATE_ID;
import static io.carillon.diameter.BaseAvps.PRODUCT_NAME;
import static io.carillon.diameter.BaseAvps.SUPPORTED_VENDOR_ID;
import static io.carillon.diameter.BaseAvps.VENDOR_ID;
import static io.carillon.diameter.BaseAvps.VENDOR_SPECIFIC_APPLICATION_ID;

import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The commands between two peers (RFC 6733 §5.3 to §5.5). */
final class PeerCommands {
    static final int CAPABILITIES = 257;
    static final int WATCHDOG = 280;
    static final int DISCONNECT = 282;

    private PeerCommands() {}

    /** What CER and CEA tell of a peer. */
    record Capabilities(
            String host,
            String realm,
            List<InetAddress> addresses,
            long vendor,
            String product,
            Optional<Long> stateId,
            List<Long> supportedVendors,
            List<Long> authApplications,
            List<Long> acctApplications,
            List<VendorSpecificApplicationId> vendorApplications,
            Optional<Long> firmware,
            List<Avp> extra) {
        /** The relay agent's application (RFC 6733 §2.4): common with everything. */
        private static final long RELAY = 0xffff_ffffL;

        static final Grammar<Capabilities> GRAMMAR = Grammar.of(
                        Capabilities.class, MethodHandles.lookup(), BaseAvps.DICTIONARY)
                .required(ORIGIN_HOST, Capabilities::host)
                .required(ORIGIN_REALM, Capabilities::realm)
                .repeated(HOST_IP_ADDRESS, Capabilities::addresses)
                .required(VENDOR_ID, Capabilities::vendor)
                .required(PRODUCT_NAME, Capabilities::product)
                .optional(ORIGIN_STATE_ID, Capabilities::stateId)
                .repeated(SUPPORTED_VENDOR_ID, Capabilities::supportedVendors)
                .repeated(AUTH_APPLICATION_ID, Capabilities::authApplications)
                .repeated(ACCT_APPLICATION_ID, Capabilities::acctApplications)
                .repeated(VENDOR_SPECIFIC_APPLICATION_ID, Capabilities::vendorApplications)
                .optional(FIRMWARE_REVISION, Capabilities::firmware)
                .extra(Capabilities::extra);

        /** One application of a vendor counts also where a peer names it without the vendor. */
        boolean shares(List<Application> applications) {
            return applications.stream().anyMatch(a -> has(a.id())) || has(RELAY);
        }

        private boolean has(long id) {
            return authApplications.contains(id)
                    || acctApplications.contains(id)
                    || vendorApplications.stream()
                            .anyMatch(v -> v.authApplication().equals(Optional.of(id))
                                    || v.acctApplication().equals(Optional.of(id)));
        }
    }

    /** Origin of DWR, DWA, DPR and DPA. */
    record Origin(String host, String realm, Optional<Long> stateId, Optional<DisconnectCause> cause, List<Avp> extra) {
        static final Grammar<Origin> GRAMMAR = Grammar.of(Origin.class, MethodHandles.lookup(), BaseAvps.DICTIONARY)
                .required(ORIGIN_HOST, Origin::host)
                .required(ORIGIN_REALM, Origin::realm)
                .optional(ORIGIN_STATE_ID, Origin::stateId)
                .optional(DISCONNECT_CAUSE, Origin::cause)
                .extra(Origin::extra);
    }
}
