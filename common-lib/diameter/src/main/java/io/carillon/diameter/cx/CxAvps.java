package io.carillon.diameter.cx;

import static io.carillon.diameter.Attribute.ETSI;
import static io.carillon.diameter.Attribute.THREE_GPP;
import static io.carillon.diameter.Attribute.enumerated;
import static io.carillon.diameter.Attribute.flag;
import static io.carillon.diameter.Attribute.grouped;
import static io.carillon.diameter.Attribute.octets;
import static io.carillon.diameter.Attribute.text;
import static io.carillon.diameter.Attribute.time;
import static io.carillon.diameter.Attribute.unsigned32;

import io.carillon.diameter.Attribute;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.Dictionary;
import io.carillon.diameter.Octets;
import java.time.Instant;

/** AVPs of Cx (TS 29.229 §6.3), of SIP Digest (RFC 4740 §9.5) and of lines (ETSI TS 183 066). */
public final class CxAvps {
    public static final Attribute<String> VISITED_NETWORK_IDENTIFIER =
            text("Visited-Network-Identifier", 600).of(THREE_GPP);
    public static final Attribute<String> PUBLIC_IDENTITY =
            text("Public-Identity", 601).of(THREE_GPP);
    public static final Attribute<String> SERVER_NAME = text("Server-Name", 602).of(THREE_GPP);
    public static final Attribute<ServerCapabilities> SERVER_CAPABILITIES = grouped(
                    "Server-Capabilities", 603, () -> ServerCapabilities.GRAMMAR)
            .of(THREE_GPP);
    public static final Attribute<Long> MANDATORY_CAPABILITY =
            unsigned32("Mandatory-Capability", 604).of(THREE_GPP);
    public static final Attribute<Long> OPTIONAL_CAPABILITY =
            unsigned32("Optional-Capability", 605).of(THREE_GPP);
    public static final Attribute<String> USER_DATA = text("User-Data", 606).of(THREE_GPP);
    public static final Attribute<Long> SIP_NUMBER_AUTH_ITEMS =
            unsigned32("SIP-Number-Auth-Items", 607).of(THREE_GPP);
    public static final Attribute<String> SIP_AUTHENTICATION_SCHEME =
            text("SIP-Authentication-Scheme", 608).of(THREE_GPP);
    public static final Attribute<Octets> SIP_AUTHENTICATE =
            octets("SIP-Authenticate", 609).of(THREE_GPP).secret();
    public static final Attribute<Octets> SIP_AUTHORIZATION =
            octets("SIP-Authorization", 610).of(THREE_GPP).secret();
    public static final Attribute<Octets> SIP_AUTHENTICATION_CONTEXT =
            octets("SIP-Authentication-Context", 611).of(THREE_GPP);
    public static final Attribute<SipAuthDataItem> SIP_AUTH_DATA_ITEM =
            grouped("SIP-Auth-Data-Item", 612, () -> SipAuthDataItem.GRAMMAR).of(THREE_GPP);
    public static final Attribute<Long> SIP_ITEM_NUMBER =
            unsigned32("SIP-Item-Number", 613).of(THREE_GPP);
    public static final Attribute<ServerAssignmentType> SERVER_ASSIGNMENT_TYPE = enumerated(
                    "Server-Assignment-Type", 614, ServerAssignmentType.values())
            .of(THREE_GPP);
    public static final Attribute<DeregistrationReason> DEREGISTRATION_REASON = grouped(
                    "Deregistration-Reason", 615, () -> DeregistrationReason.GRAMMAR)
            .of(THREE_GPP);
    public static final Attribute<ReasonCode> REASON_CODE =
            enumerated("Reason-Code", 616, ReasonCode.values()).of(THREE_GPP);
    public static final Attribute<String> REASON_INFO = text("Reason-Info", 617).of(THREE_GPP);
    public static final Attribute<ChargingInformation> CHARGING_INFORMATION = grouped(
                    "Charging-Information", 618, () -> ChargingInformation.GRAMMAR)
            .of(THREE_GPP);
    public static final Attribute<String> PRIMARY_EVENT_CHARGING_FUNCTION_NAME =
            text("Primary-Event-Charging-Function-Name", 619).of(THREE_GPP);
    public static final Attribute<String> SECONDARY_EVENT_CHARGING_FUNCTION_NAME =
            text("Secondary-Event-Charging-Function-Name", 620).of(THREE_GPP);
    public static final Attribute<String> PRIMARY_CHARGING_COLLECTION_FUNCTION_NAME =
            text("Primary-Charging-Collection-Function-Name", 621).of(THREE_GPP);
    public static final Attribute<String> SECONDARY_CHARGING_COLLECTION_FUNCTION_NAME =
            text("Secondary-Charging-Collection-Function-Name", 622).of(THREE_GPP);
    public static final Attribute<UserAuthorizationType> USER_AUTHORIZATION_TYPE = enumerated(
                    "User-Authorization-Type", 623, UserAuthorizationType.values())
            .of(THREE_GPP);
    public static final Attribute<Boolean> USER_DATA_ALREADY_AVAILABLE =
            flag("User-Data-Already-Available", 624).of(THREE_GPP);
    public static final Attribute<Octets> CONFIDENTIALITY_KEY =
            octets("Confidentiality-Key", 625).of(THREE_GPP).secret();
    public static final Attribute<Octets> INTEGRITY_KEY =
            octets("Integrity-Key", 626).of(THREE_GPP).secret();
    public static final Attribute<AssociatedIdentities> ASSOCIATED_IDENTITIES = grouped(
                    "Associated-Identities", 632, () -> AssociatedIdentities.GRAMMAR)
            .of(THREE_GPP)
            .optional();
    public static final Attribute<OriginatingRequest> ORIGINATING_REQUEST =
            enumerated("Originating-Request", 633, OriginatingRequest.values()).of(THREE_GPP);
    public static final Attribute<String> WILDCARDED_PUBLIC_IDENTITY =
            text("Wildcarded-Public-Identity", 634).of(THREE_GPP).optional();
    public static final Attribute<SipDigestAuthenticate> SIP_DIGEST_AUTHENTICATE = grouped(
                    "SIP-Digest-Authenticate", 635, () -> SipDigestAuthenticate.GRAMMAR)
            .of(THREE_GPP)
            .optional();
    public static final Attribute<Long> UAR_FLAGS =
            unsigned32("UAR-Flags", 637).of(THREE_GPP).optional();
    public static final Attribute<Boolean> LOOSE_ROUTE_INDICATION =
            flag("Loose-Route-Indication", 638).of(THREE_GPP).optional();
    public static final Attribute<ScscfRestorationInfo> SCSCF_RESTORATION_INFO = grouped(
                    "SCSCF-Restoration-Info", 639, () -> ScscfRestorationInfo.GRAMMAR)
            .of(THREE_GPP)
            .optional();
    public static final Attribute<String> PATH = text("Path", 640).of(THREE_GPP).optional();
    public static final Attribute<String> CONTACT =
            text("Contact", 641).of(THREE_GPP).optional();
    public static final Attribute<SubscriptionInfo> SUBSCRIPTION_INFO = grouped(
                    "Subscription-Info", 642, () -> SubscriptionInfo.GRAMMAR)
            .of(THREE_GPP)
            .optional();
    public static final Attribute<String> CALL_ID_SIP_HEADER =
            text("Call-ID-SIP-Header", 643).of(THREE_GPP).optional();
    public static final Attribute<String> FROM_SIP_HEADER =
            text("From-SIP-Header", 644).of(THREE_GPP).optional();
    public static final Attribute<String> TO_SIP_HEADER =
            text("To-SIP-Header", 645).of(THREE_GPP).optional();
    public static final Attribute<String> RECORD_ROUTE =
            text("Record-Route", 646).of(THREE_GPP).optional();
    public static final Attribute<Boolean> MULTIPLE_REGISTRATION_INDICATION =
            flag("Multiple-Registration-Indication", 648).of(THREE_GPP).optional();
    public static final Attribute<RestorationInfo> RESTORATION_INFO = grouped(
                    "Restoration-Info", 649, () -> RestorationInfo.GRAMMAR)
            .of(THREE_GPP)
            .optional();
    public static final Attribute<SessionPriority> SESSION_PRIORITY = enumerated(
                    "Session-Priority", 650, SessionPriority.values())
            .of(THREE_GPP)
            .optional();
    public static final Attribute<Boolean> PRIVILEDGED_SENDER_INDICATION =
            flag("Priviledged-Sender-Indication", 652).of(THREE_GPP).optional();
    public static final Attribute<Long> LIA_FLAGS =
            unsigned32("LIA-Flags", 653).of(THREE_GPP).optional();
    public static final Attribute<Long> INITIAL_CSEQ_SEQUENCE_NUMBER =
            unsigned32("Initial-CSeq-Sequence-Number", 654).of(THREE_GPP).optional();
    public static final Attribute<Long> SAR_FLAGS =
            unsigned32("SAR-Flags", 655).of(THREE_GPP).optional();
    public static final Attribute<Long> RTR_FLAGS =
            unsigned32("RTR-Flags", 659).of(THREE_GPP).optional();
    public static final Attribute<PcscfSubscriptionInfo> P_CSCF_SUBSCRIPTION_INFO = grouped(
                    "P-CSCF-Subscription-Info", 660, () -> PcscfSubscriptionInfo.GRAMMAR)
            .of(THREE_GPP)
            .optional();
    public static final Attribute<Instant> REGISTRATION_TIME_OUT =
            time("Registration-Time-Out", 661).of(THREE_GPP).optional();
    public static final Attribute<String> ALTERNATE_DIGEST_ALGORITHM =
            text("Alternate-Digest-Algorithm", 662).of(THREE_GPP).optional();
    public static final Attribute<String> ALTERNATE_DIGEST_HA1 =
            text("Alternate-Digest-HA1", 663).of(THREE_GPP).optional().secret();
    public static final Attribute<Octets> LINE_IDENTIFIER =
            octets("Line-Identifier", 500).of(ETSI).optional();
    public static final Attribute<String> DIGEST_REALM = text("Digest-Realm", 104);
    public static final Attribute<String> DIGEST_QOP = text("Digest-QoP", 110);
    public static final Attribute<String> DIGEST_ALGORITHM = text("Digest-Algorithm", 111);
    public static final Attribute<String> DIGEST_HA1 = text("Digest-HA1", 121).secret();

    public static final Dictionary DICTIONARY = Dictionary.of(BaseAvps.class, CxAvps.class);

    private CxAvps() {}
}
