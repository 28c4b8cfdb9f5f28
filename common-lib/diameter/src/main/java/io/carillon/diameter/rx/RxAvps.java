package io.carillon.diameter.rx;

import static io.carillon.diameter.Attribute.THREE_GPP;
import static io.carillon.diameter.Attribute.address;
import static io.carillon.diameter.Attribute.enumerated;
import static io.carillon.diameter.Attribute.grouped;
import static io.carillon.diameter.Attribute.octets;
import static io.carillon.diameter.Attribute.text;
import static io.carillon.diameter.Attribute.unsigned32;

import io.carillon.diameter.Attribute;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.Dictionary;
import io.carillon.diameter.Octets;
import java.net.InetAddress;

/** AVPs of Rx (TS 29.214 §5.3, §5.4). */
public final class RxAvps {
    private static final long ETSI = 13019;

    public static final Attribute<AbortCause> ABORT_CAUSE =
            enumerated("Abort-Cause", 500, AbortCause.values()).of(THREE_GPP);
    public static final Attribute<InetAddress> ACCESS_NETWORK_CHARGING_ADDRESS =
            address("Access-Network-Charging-Address", 501).of(THREE_GPP);
    public static final Attribute<AccessNetworkChargingIdentifier> ACCESS_NETWORK_CHARGING_IDENTIFIER = grouped(
                    "Access-Network-Charging-Identifier", 502, () -> AccessNetworkChargingIdentifier.GRAMMAR)
            .of(THREE_GPP);
    public static final Attribute<Octets> ACCESS_NETWORK_CHARGING_IDENTIFIER_VALUE =
            octets("Access-Network-Charging-Identifier-Value", 503).of(THREE_GPP);
    public static final Attribute<String> AF_APPLICATION_IDENTIFIER =
            text("AF-Application-Identifier", 504).of(THREE_GPP);
    public static final Attribute<String> AF_CHARGING_IDENTIFIER =
            text("AF-Charging-Identifier", 505).of(THREE_GPP);
    public static final Attribute<String> FLOW_DESCRIPTION =
            text("Flow-Description", 507).of(THREE_GPP);
    public static final Attribute<Long> FLOW_NUMBER =
            unsigned32("Flow-Number", 509).of(THREE_GPP);
    public static final Attribute<Flows> FLOWS =
            grouped("Flows", 510, () -> Flows.GRAMMAR).of(THREE_GPP);
    public static final Attribute<FlowStatus> FLOW_STATUS =
            enumerated("Flow-Status", 511, FlowStatus.values()).of(THREE_GPP);
    public static final Attribute<FlowUsage> FLOW_USAGE =
            enumerated("Flow-Usage", 512, FlowUsage.values()).of(THREE_GPP);
    public static final Attribute<SpecificAction> SPECIFIC_ACTION =
            enumerated("Specific-Action", 513, SpecificAction.values()).of(THREE_GPP);
    public static final Attribute<Long> MAX_REQUESTED_BANDWIDTH_DL =
            unsigned32("Max-Requested-Bandwidth-DL", 515).of(THREE_GPP);
    public static final Attribute<Long> MAX_REQUESTED_BANDWIDTH_UL =
            unsigned32("Max-Requested-Bandwidth-UL", 516).of(THREE_GPP);
    public static final Attribute<MediaComponentDescription> MEDIA_COMPONENT_DESCRIPTION = grouped(
                    "Media-Component-Description", 517, () -> MediaComponentDescription.GRAMMAR)
            .of(THREE_GPP);
    public static final Attribute<Long> MEDIA_COMPONENT_NUMBER =
            unsigned32("Media-Component-Number", 518).of(THREE_GPP);
    public static final Attribute<MediaSubComponent> MEDIA_SUB_COMPONENT =
            grouped("Media-Sub-Component", 519, () -> MediaSubComponent.GRAMMAR).of(THREE_GPP);
    public static final Attribute<MediaType> MEDIA_TYPE =
            enumerated("Media-Type", 520, MediaType.values()).of(THREE_GPP);
    public static final Attribute<Long> RR_BANDWIDTH =
            unsigned32("RR-Bandwidth", 521).of(THREE_GPP);
    public static final Attribute<Long> RS_BANDWIDTH =
            unsigned32("RS-Bandwidth", 522).of(THREE_GPP);
    public static final Attribute<SipForkingIndication> SIP_FORKING_INDICATION = enumerated(
                    "SIP-Forking-Indication", 523, SipForkingIndication.values())
            .of(THREE_GPP);
    public static final Attribute<String> CODEC_DATA = text("Codec-Data", 524).of(THREE_GPP);
    public static final Attribute<String> SERVICE_URN = text("Service-URN", 525).of(THREE_GPP);
    public static final Attribute<AcceptableServiceInfo> ACCEPTABLE_SERVICE_INFO = grouped(
                    "Acceptable-Service-Info", 526, () -> AcceptableServiceInfo.GRAMMAR)
            .of(THREE_GPP);
    public static final Attribute<ServiceInfoStatus> SERVICE_INFO_STATUS =
            enumerated("Service-Info-Status", 527, ServiceInfoStatus.values()).of(THREE_GPP);
    public static final Attribute<Octets> MPS_IDENTIFIER =
            octets("MPS-Identifier", 528).of(THREE_GPP);
    public static final Attribute<AfSignallingProtocol> AF_SIGNALLING_PROTOCOL = enumerated(
                    "AF-Signalling-Protocol", 529, AfSignallingProtocol.values())
            .of(THREE_GPP)
            .optional();
    public static final Attribute<RxRequestType> RX_REQUEST_TYPE = enumerated(
                    "Rx-Request-Type", 533, RxRequestType.values())
            .of(THREE_GPP)
            .optional();
    public static final Attribute<Long> MIN_REQUESTED_BANDWIDTH_DL =
            unsigned32("Min-Requested-Bandwidth-DL", 534).of(THREE_GPP).optional();
    public static final Attribute<Long> MIN_REQUESTED_BANDWIDTH_UL =
            unsigned32("Min-Requested-Bandwidth-UL", 535).of(THREE_GPP).optional();
    public static final Attribute<RequiredAccessInfo> REQUIRED_ACCESS_INFO = enumerated(
                    "Required-Access-Info", 536, RequiredAccessInfo.values())
            .of(THREE_GPP)
            .optional();
    public static final Attribute<String> IP_DOMAIN_ID =
            text("IP-Domain-Id", 537).of(THREE_GPP).optional();
    public static final Attribute<Long> RETRY_INTERVAL =
            unsigned32("Retry-Interval", 541).of(THREE_GPP).optional();
    public static final Attribute<ReservationPriority> RESERVATION_PRIORITY = enumerated(
                    "Reservation-Priority", 458, ReservationPriority.values())
            .of(ETSI)
            .optional();
    public static final Attribute<IpCanType> IP_CAN_TYPE =
            enumerated("IP-CAN-Type", 1027, IpCanType.values()).of(THREE_GPP);
    public static final Attribute<Long> RAT_TYPE =
            unsigned32("RAT-Type", 1032).of(THREE_GPP).optional();
    public static final Attribute<InetAddress> AN_GW_ADDRESS =
            address("AN-GW-Address", 1050).of(THREE_GPP).optional();
    public static final Attribute<String> TGPP_SGSN_MCC_MNC =
            text("3GPP-SGSN-MCC-MNC", 18).of(THREE_GPP);
    public static final Attribute<Octets> TGPP_USER_LOCATION_INFO =
            octets("3GPP-User-Location-Info", 22).of(THREE_GPP);
    public static final Attribute<Octets> TGPP_MS_TIMEZONE =
            octets("3GPP-MS-TimeZone", 23).of(THREE_GPP);
    public static final Attribute<Long> NETLOC_ACCESS_SUPPORT =
            unsigned32("NetLoc-Access-Support", 2824).of(THREE_GPP).optional();

    public static final Dictionary DICTIONARY = Dictionary.of(BaseAvps.class, RxAvps.class);

    private RxAvps() {}
}
