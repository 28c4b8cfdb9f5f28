package io.carillon.diameter;

import static io.carillon.diameter.Attribute.enumerated;
import static io.carillon.diameter.Attribute.grouped;
import static io.carillon.diameter.Attribute.name;
import static io.carillon.diameter.Attribute.octets;
import static io.carillon.diameter.Attribute.text;
import static io.carillon.diameter.Attribute.time;
import static io.carillon.diameter.Attribute.unsigned32;

import java.net.InetAddress;
import java.time.Instant;

/**
 * AVPs of the base protocol (RFC 6733 §4.5) and those that several applications take from elsewhere: RFC 7155, overload
 * and load control (RFC 7683, 7944, 8583), Subscription-Id (RFC 8506), Supported-Features (TS 29.229).
 */
public final class BaseAvps {
    public static final Attribute<String> USER_NAME = text("User-Name", 1);
    public static final Attribute<InetAddress> FRAMED_IP_ADDRESS = Attribute.ipv4("Framed-IP-Address", 8);
    public static final Attribute<Octets> CLASS = octets("Class", 25);
    public static final Attribute<Long> SESSION_TIMEOUT = unsigned32("Session-Timeout", 27);
    public static final Attribute<String> CALLED_STATION_ID = text("Called-Station-Id", 30);
    public static final Attribute<Octets> PROXY_STATE = octets("Proxy-State", 33);
    public static final Attribute<Instant> EVENT_TIMESTAMP = time("Event-Timestamp", 55);
    public static final Attribute<Octets> FRAMED_INTERFACE_ID = octets("Framed-Interface-Id", 96);
    public static final Attribute<Octets> FRAMED_IPV6_PREFIX = octets("Framed-IPv6-Prefix", 97);
    public static final Attribute<InetAddress> HOST_IP_ADDRESS = Attribute.address("Host-IP-Address", 257);
    public static final Attribute<Long> AUTH_APPLICATION_ID = unsigned32("Auth-Application-Id", 258);
    public static final Attribute<Long> ACCT_APPLICATION_ID = unsigned32("Acct-Application-Id", 259);
    public static final Attribute<VendorSpecificApplicationId> VENDOR_SPECIFIC_APPLICATION_ID =
            grouped("Vendor-Specific-Application-Id", 260, () -> VendorSpecificApplicationId.GRAMMAR);
    public static final Attribute<RedirectUsage> REDIRECT_HOST_USAGE =
            enumerated("Redirect-Host-Usage", 261, RedirectUsage.values());
    public static final Attribute<Long> REDIRECT_MAX_CACHE_TIME = unsigned32("Redirect-Max-Cache-Time", 262);
    public static final Attribute<String> SESSION_ID = name("Session-Id", 263);
    public static final Attribute<String> ORIGIN_HOST = name("Origin-Host", 264);
    public static final Attribute<Long> SUPPORTED_VENDOR_ID = unsigned32("Supported-Vendor-Id", 265);
    public static final Attribute<Long> VENDOR_ID = unsigned32("Vendor-Id", 266);
    public static final Attribute<Long> FIRMWARE_REVISION =
            unsigned32("Firmware-Revision", 267).optional();
    public static final Attribute<Long> RESULT_CODE = unsigned32("Result-Code", 268);
    public static final Attribute<String> PRODUCT_NAME =
            text("Product-Name", 269).optional();
    public static final Attribute<DisconnectCause> DISCONNECT_CAUSE =
            enumerated("Disconnect-Cause", 273, DisconnectCause.values());
    public static final Attribute<AuthSessionState> AUTH_SESSION_STATE =
            enumerated("Auth-Session-State", 277, AuthSessionState.values());
    public static final Attribute<Long> ORIGIN_STATE_ID = unsigned32("Origin-State-Id", 278);
    public static final Attribute<Octets> FAILED_AVP = octets("Failed-AVP", 279);
    public static final Attribute<String> PROXY_HOST = name("Proxy-Host", 280);
    public static final Attribute<String> ERROR_MESSAGE =
            text("Error-Message", 281).optional();
    public static final Attribute<String> ROUTE_RECORD = name("Route-Record", 282);
    public static final Attribute<String> DESTINATION_REALM = name("Destination-Realm", 283);
    public static final Attribute<Octets> PROXY_INFO = octets("Proxy-Info", 284);
    public static final Attribute<String> REDIRECT_HOST = text("Redirect-Host", 292);
    public static final Attribute<String> DESTINATION_HOST = name("Destination-Host", 293);
    public static final Attribute<String> ERROR_REPORTING_HOST =
            name("Error-Reporting-Host", 294).optional();
    public static final Attribute<TerminationCause> TERMINATION_CAUSE =
            enumerated("Termination-Cause", 295, TerminationCause.values());
    public static final Attribute<String> ORIGIN_REALM = name("Origin-Realm", 296);
    public static final Attribute<ExperimentalResult> EXPERIMENTAL_RESULT =
            grouped("Experimental-Result", 297, () -> ExperimentalResult.GRAMMAR);
    public static final Attribute<Long> EXPERIMENTAL_RESULT_CODE = unsigned32("Experimental-Result-Code", 298);
    public static final Attribute<Long> INBAND_SECURITY_ID = unsigned32("Inband-Security-Id", 299);

    public static final Attribute<Octets> OC_SUPPORTED_FEATURES =
            octets("OC-Supported-Features", 621).optional();
    public static final Attribute<Octets> OC_OLR = octets("OC-OLR", 623).optional();
    public static final Attribute<Long> OC_FEATURE_VECTOR =
            Attribute.unsigned64("OC-Feature-Vector", 622).optional();
    public static final Attribute<Long> OC_SEQUENCE_NUMBER =
            Attribute.unsigned64("OC-Sequence-Number", 624).optional();
    public static final Attribute<Long> OC_VALIDITY_DURATION =
            unsigned32("OC-Validity-Duration", 625).optional();
    public static final Attribute<Long> OC_REPORT_TYPE =
            unsigned32("OC-Report-Type", 626).optional();
    public static final Attribute<Long> OC_REDUCTION_PERCENTAGE =
            unsigned32("OC-Reduction-Percentage", 627).optional();
    public static final Attribute<Octets> DRMP = octets("DRMP", 301).optional();
    public static final Attribute<Octets> LOAD = octets("Load", 650).optional();

    public static final Attribute<SubscriptionId> SUBSCRIPTION_ID =
            grouped("Subscription-Id", 443, () -> SubscriptionId.GRAMMAR);
    public static final Attribute<String> SUBSCRIPTION_ID_DATA = text("Subscription-Id-Data", 444);
    public static final Attribute<SubscriptionIdType> SUBSCRIPTION_ID_TYPE =
            enumerated("Subscription-Id-Type", 450, SubscriptionIdType.values());

    public static final Attribute<SupportedFeatures> SUPPORTED_FEATURES = grouped(
                    "Supported-Features", 628, () -> SupportedFeatures.GRAMMAR)
            .of(Attribute.THREE_GPP)
            .optional();
    public static final Attribute<Long> FEATURE_LIST_ID =
            unsigned32("Feature-List-ID", 629).of(Attribute.THREE_GPP).optional();
    public static final Attribute<Long> FEATURE_LIST =
            unsigned32("Feature-List", 630).of(Attribute.THREE_GPP).optional();

    static final Dictionary DICTIONARY = Dictionary.of(BaseAvps.class);

    private BaseAvps() {}
}
