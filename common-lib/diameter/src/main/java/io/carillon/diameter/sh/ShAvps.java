package io.carillon.diameter.sh;

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
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.SessionPriority;
import java.time.Instant;

/** AVPs of Sh (TS 29.329 §6.3), and those it takes from Cx. */
public final class ShAvps {
    public static final Attribute<UserIdentity> USER_IDENTITY =
            grouped("User-Identity", 700, () -> UserIdentity.GRAMMAR).of(THREE_GPP);
    public static final Attribute<Octets> MSISDN = octets("MSISDN", 701).of(THREE_GPP);
    public static final Attribute<String> USER_DATA = text("User-Data", 702).of(THREE_GPP);
    public static final Attribute<DataReference> DATA_REFERENCE =
            enumerated("Data-Reference", 703, DataReference.values()).of(THREE_GPP);
    public static final Attribute<Octets> SERVICE_INDICATION =
            octets("Service-Indication", 704).of(THREE_GPP);
    public static final Attribute<SubscriptionRequestType> SUBS_REQ_TYPE =
            enumerated("Subs-Req-Type", 705, SubscriptionRequestType.values()).of(THREE_GPP);
    public static final Attribute<RequestedDomain> REQUESTED_DOMAIN =
            enumerated("Requested-Domain", 706, RequestedDomain.values()).of(THREE_GPP);
    public static final Attribute<Boolean> CURRENT_LOCATION =
            flag("Current-Location", 707).of(THREE_GPP);
    public static final Attribute<IdentitySet> IDENTITY_SET =
            enumerated("Identity-Set", 708, IdentitySet.values()).of(THREE_GPP).optional();
    public static final Attribute<Instant> EXPIRY_TIME =
            time("Expiry-Time", 709).of(THREE_GPP).optional();
    public static final Attribute<Boolean> SEND_DATA_INDICATION =
            flag("Send-Data-Indication", 710).of(THREE_GPP).optional();
    public static final Attribute<Octets> DSAI_TAG = octets("DSAI-Tag", 711).of(THREE_GPP);
    public static final Attribute<OneTimeNotification> ONE_TIME_NOTIFICATION = enumerated(
                    "One-Time-Notification", 712, OneTimeNotification.values())
            .of(THREE_GPP)
            .optional();
    public static final Attribute<Long> REQUESTED_NODES =
            unsigned32("Requested-Nodes", 713).of(THREE_GPP).optional();
    public static final Attribute<ServingNodeIndication> SERVING_NODE_INDICATION = enumerated(
                    "Serving-Node-Indication", 714, ServingNodeIndication.values())
            .of(THREE_GPP)
            .optional();
    public static final Attribute<RepositoryDataId> REPOSITORY_DATA_ID = grouped(
                    "Repository-Data-ID", 715, () -> RepositoryDataId.GRAMMAR)
            .of(THREE_GPP)
            .optional();
    public static final Attribute<Long> SEQUENCE_NUMBER =
            unsigned32("Sequence-Number", 716).of(THREE_GPP).optional();
    public static final Attribute<Long> PRE_PAGING_SUPPORTED =
            unsigned32("Pre-paging-Supported", 717).of(THREE_GPP).optional();
    public static final Attribute<Long> LOCAL_TIME_ZONE_INDICATION =
            unsigned32("Local-Time-Zone-Indication", 718).of(THREE_GPP).optional();
    public static final Attribute<Long> UDR_FLAGS =
            unsigned32("UDR-Flags", 719).of(THREE_GPP).optional();
    public static final Attribute<CallReferenceInfo> CALL_REFERENCE_INFO = grouped(
                    "Call-Reference-Info", 720, () -> CallReferenceInfo.GRAMMAR)
            .of(THREE_GPP)
            .optional();
    public static final Attribute<Octets> CALL_REFERENCE_NUMBER =
            octets("Call-Reference-Number", 721).of(THREE_GPP).optional();
    public static final Attribute<Octets> AS_NUMBER =
            octets("AS-Number", 722).of(THREE_GPP).optional();
    public static final Attribute<String> WILDCARDED_IMPU =
            text("Wildcarded-IMPU", 636).of(THREE_GPP).optional();
    public static final Attribute<String> PUBLIC_IDENTITY = CxAvps.PUBLIC_IDENTITY;
    public static final Attribute<String> SERVER_NAME = CxAvps.SERVER_NAME;
    public static final Attribute<String> WILDCARDED_PUBLIC_IDENTITY = CxAvps.WILDCARDED_PUBLIC_IDENTITY;
    public static final Attribute<SessionPriority> SESSION_PRIORITY = CxAvps.SESSION_PRIORITY;
    public static final Attribute<String> EXTERNAL_IDENTIFIER =
            text("External-Identifier", 3111).of(THREE_GPP);

    public static final Dictionary DICTIONARY = Dictionary.of(BaseAvps.class, ShAvps.class);

    private ShAvps() {}
}
