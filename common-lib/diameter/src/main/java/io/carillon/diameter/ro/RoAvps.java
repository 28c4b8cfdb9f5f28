package io.carillon.diameter.ro;

import static io.carillon.diameter.Attribute.THREE_GPP;
import static io.carillon.diameter.Attribute.address;
import static io.carillon.diameter.Attribute.enumerated;
import static io.carillon.diameter.Attribute.flag;
import static io.carillon.diameter.Attribute.grouped;
import static io.carillon.diameter.Attribute.integer32;
import static io.carillon.diameter.Attribute.integer64;
import static io.carillon.diameter.Attribute.octets;
import static io.carillon.diameter.Attribute.text;
import static io.carillon.diameter.Attribute.time;
import static io.carillon.diameter.Attribute.unsigned32;
import static io.carillon.diameter.Attribute.unsigned64;

import io.carillon.diameter.Attribute;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.Dictionary;
import io.carillon.diameter.Octets;
import java.net.InetAddress;
import java.time.Instant;

/** AVPs of credit control (RFC 8506 §8) and of IMS charging (TS 32.299 §7.2). */
public final class RoAvps {
    public static final Attribute<Long> CC_INPUT_OCTETS = unsigned64("CC-Input-Octets", 412);
    public static final Attribute<Long> CC_OUTPUT_OCTETS = unsigned64("CC-Output-Octets", 414);
    public static final Attribute<Long> CC_REQUEST_NUMBER = unsigned32("CC-Request-Number", 415);
    public static final Attribute<RequestType> CC_REQUEST_TYPE =
            enumerated("CC-Request-Type", 416, RequestType.values());
    public static final Attribute<Long> CC_SERVICE_SPECIFIC_UNITS = unsigned64("CC-Service-Specific-Units", 417);
    public static final Attribute<Boolean> CC_SESSION_FAILOVER = flag("CC-Session-Failover", 418);
    public static final Attribute<Long> CC_TIME = unsigned32("CC-Time", 420);
    public static final Attribute<Long> CC_TOTAL_OCTETS = unsigned64("CC-Total-Octets", 421);
    public static final Attribute<CheckBalanceResult> CHECK_BALANCE_RESULT =
            enumerated("Check-Balance-Result", 422, CheckBalanceResult.values());
    public static final Attribute<CostInformation> COST_INFORMATION =
            grouped("Cost-Information", 423, () -> CostInformation.GRAMMAR);
    public static final Attribute<String> COST_UNIT = text("Cost-Unit", 424);
    public static final Attribute<Long> CURRENCY_CODE = unsigned32("Currency-Code", 425);
    public static final Attribute<FailureHandling> CREDIT_CONTROL_FAILURE_HANDLING =
            enumerated("Credit-Control-Failure-Handling", 427, FailureHandling.values());
    public static final Attribute<DirectDebitingFailureHandling> DIRECT_DEBITING_FAILURE_HANDLING =
            enumerated("Direct-Debiting-Failure-Handling", 428, DirectDebitingFailureHandling.values());
    public static final Attribute<Integer> EXPONENT = integer32("Exponent", 429);
    public static final Attribute<FinalUnitIndication> FINAL_UNIT_INDICATION =
            grouped("Final-Unit-Indication", 430, () -> FinalUnitIndication.GRAMMAR);
    public static final Attribute<ServiceUnit> GRANTED_SERVICE_UNIT =
            grouped("Granted-Service-Unit", 431, () -> ServiceUnit.GRAMMAR);
    public static final Attribute<Long> RATING_GROUP = unsigned32("Rating-Group", 432);
    public static final Attribute<RedirectAddressType> REDIRECT_ADDRESS_TYPE =
            enumerated("Redirect-Address-Type", 433, RedirectAddressType.values());
    public static final Attribute<RedirectServer> REDIRECT_SERVER =
            grouped("Redirect-Server", 434, () -> RedirectServer.GRAMMAR);
    public static final Attribute<String> REDIRECT_SERVER_ADDRESS = text("Redirect-Server-Address", 435);
    public static final Attribute<RequestedAction> REQUESTED_ACTION =
            enumerated("Requested-Action", 436, RequestedAction.values());
    public static final Attribute<ServiceUnit> REQUESTED_SERVICE_UNIT =
            grouped("Requested-Service-Unit", 437, () -> ServiceUnit.GRAMMAR);
    public static final Attribute<String> RESTRICTION_FILTER_RULE = text("Restriction-Filter-Rule", 438);
    public static final Attribute<Long> SERVICE_IDENTIFIER = unsigned32("Service-Identifier", 439);
    public static final Attribute<UnitValue> UNIT_VALUE = grouped("Unit-Value", 445, () -> UnitValue.GRAMMAR);
    public static final Attribute<UsedServiceUnit> USED_SERVICE_UNIT =
            grouped("Used-Service-Unit", 446, () -> UsedServiceUnit.GRAMMAR);
    public static final Attribute<Long> VALUE_DIGITS = integer64("Value-Digits", 447);
    public static final Attribute<Long> VALIDITY_TIME = unsigned32("Validity-Time", 448);
    public static final Attribute<FinalUnitAction> FINAL_UNIT_ACTION =
            enumerated("Final-Unit-Action", 449, FinalUnitAction.values());
    public static final Attribute<Instant> TARIFF_TIME_CHANGE = time("Tariff-Time-Change", 451);
    public static final Attribute<TariffChangeUsage> TARIFF_CHANGE_USAGE =
            enumerated("Tariff-Change-Usage", 452, TariffChangeUsage.values());
    public static final Attribute<Boolean> MULTIPLE_SERVICES_INDICATOR = flag("Multiple-Services-Indicator", 455);
    public static final Attribute<MultipleServicesCreditControl> MULTIPLE_SERVICES_CREDIT_CONTROL =
            grouped("Multiple-Services-Credit-Control", 456, () -> MultipleServicesCreditControl.GRAMMAR);
    public static final Attribute<UserEquipmentInfo> USER_EQUIPMENT_INFO =
            grouped("User-Equipment-Info", 458, () -> UserEquipmentInfo.GRAMMAR).optional();
    public static final Attribute<UserEquipmentInfoType> USER_EQUIPMENT_INFO_TYPE = enumerated(
                    "User-Equipment-Info-Type", 459, UserEquipmentInfoType.values())
            .optional();
    public static final Attribute<Octets> USER_EQUIPMENT_INFO_VALUE =
            octets("User-Equipment-Info-Value", 460).optional();
    public static final Attribute<String> SERVICE_CONTEXT_ID = text("Service-Context-Id", 461);
    public static final Attribute<String> FILTER_ID = text("Filter-Id", 11);
    public static final Attribute<EventType> EVENT_TYPE =
            grouped("Event-Type", 823, () -> EventType.GRAMMAR).of(THREE_GPP);
    public static final Attribute<String> SIP_METHOD = text("SIP-Method", 824).of(THREE_GPP);
    public static final Attribute<String> EVENT = text("Event", 825).of(THREE_GPP);
    public static final Attribute<String> CONTENT_TYPE =
            text("Content-Type", 826).of(THREE_GPP);
    public static final Attribute<Long> CONTENT_LENGTH =
            unsigned32("Content-Length", 827).of(THREE_GPP);
    public static final Attribute<RoleOfNode> ROLE_OF_NODE =
            enumerated("Role-Of-Node", 829, RoleOfNode.values()).of(THREE_GPP);
    public static final Attribute<String> USER_SESSION_ID =
            text("User-Session-Id", 830).of(THREE_GPP);
    public static final Attribute<String> CALLING_PARTY_ADDRESS =
            text("Calling-Party-Address", 831).of(THREE_GPP);
    public static final Attribute<String> CALLED_PARTY_ADDRESS =
            text("Called-Party-Address", 832).of(THREE_GPP);
    public static final Attribute<TimeStamps> TIME_STAMPS =
            grouped("Time-Stamps", 833, () -> TimeStamps.GRAMMAR).of(THREE_GPP);
    public static final Attribute<Instant> SIP_REQUEST_TIMESTAMP =
            time("SIP-Request-Timestamp", 834).of(THREE_GPP);
    public static final Attribute<Instant> SIP_RESPONSE_TIMESTAMP =
            time("SIP-Response-Timestamp", 835).of(THREE_GPP);
    public static final Attribute<String> APPLICATION_SERVER =
            text("Application-Server", 836).of(THREE_GPP);
    public static final Attribute<String> APPLICATION_PROVIDED_CALLED_PARTY_ADDRESS =
            text("Application-Provided-Called-Party-Address", 837).of(THREE_GPP);
    public static final Attribute<InterOperatorIdentifier> INTER_OPERATOR_IDENTIFIER = grouped(
                    "Inter-Operator-Identifier", 838, () -> InterOperatorIdentifier.GRAMMAR)
            .of(THREE_GPP);
    public static final Attribute<String> ORIGINATING_IOI =
            text("Originating-IOI", 839).of(THREE_GPP);
    public static final Attribute<String> TERMINATING_IOI =
            text("Terminating-IOI", 840).of(THREE_GPP);
    public static final Attribute<String> IMS_CHARGING_IDENTIFIER =
            text("IMS-Charging-Identifier", 841).of(THREE_GPP);
    public static final Attribute<InetAddress> SERVED_PARTY_IP_ADDRESS =
            address("Served-Party-IP-Address", 848).of(THREE_GPP);
    public static final Attribute<ApplicationServerInformation> APPLICATION_SERVER_INFORMATION = grouped(
                    "Application-Server-Information", 850, () -> ApplicationServerInformation.GRAMMAR)
            .of(THREE_GPP);
    public static final Attribute<String> ASSOCIATED_URI =
            text("Associated-URI", 856).of(THREE_GPP);
    public static final Attribute<Integer> CAUSE_CODE =
            integer32("Cause-Code", 861).of(THREE_GPP);
    public static final Attribute<NodeFunctionality> NODE_FUNCTIONALITY =
            enumerated("Node-Functionality", 862, NodeFunctionality.values()).of(THREE_GPP);
    public static final Attribute<Long> TIME_QUOTA_THRESHOLD =
            unsigned32("Time-Quota-Threshold", 868).of(THREE_GPP);
    public static final Attribute<Long> QUOTA_HOLDING_TIME =
            unsigned32("Quota-Holding-Time", 871).of(THREE_GPP);
    public static final Attribute<ReportingReason> REPORTING_REASON =
            enumerated("Reporting-Reason", 872, ReportingReason.values()).of(THREE_GPP);
    public static final Attribute<ServiceInformation> SERVICE_INFORMATION = grouped(
                    "Service-Information", 873, () -> ServiceInformation.GRAMMAR)
            .of(THREE_GPP);
    public static final Attribute<ImsInformation> IMS_INFORMATION =
            grouped("IMS-Information", 876, () -> ImsInformation.GRAMMAR).of(THREE_GPP);
    public static final Attribute<Long> EXPIRES = unsigned32("Expires", 888).of(THREE_GPP);
    public static final Attribute<String> CALLED_ASSERTED_IDENTITY =
            text("Called-Asserted-Identity", 1250).of(THREE_GPP);
    public static final Attribute<String> REQUESTED_PARTY_ADDRESS =
            text("Requested-Party-Address", 1251).of(THREE_GPP);
    public static final Attribute<String> ACCESS_NETWORK_INFORMATION =
            text("Access-Network-Information", 1263).of(THREE_GPP);
    public static final Attribute<SmsInformation> SMS_INFORMATION =
            grouped("SMS-Information", 2000, () -> SmsInformation.GRAMMAR).of(THREE_GPP);
    public static final Attribute<SmMessageType> SM_MESSAGE_TYPE =
            enumerated("SM-Message-Type", 2007, SmMessageType.values()).of(THREE_GPP);
    public static final Attribute<SmsNode> SMS_NODE =
            enumerated("SMS-Node", 2016, SmsNode.values()).of(THREE_GPP);
    public static final Attribute<Long> NUMBER_OF_MESSAGES_SENT =
            unsigned32("Number-Of-Messages-Sent", 2019).of(THREE_GPP);
    public static final Attribute<Boolean> LOW_BALANCE_INDICATION =
            flag("Low-Balance-Indication", 2020).of(THREE_GPP);
    public static final Attribute<RemainingBalance> REMAINING_BALANCE =
            grouped("Remaining-Balance", 2021, () -> RemainingBalance.GRAMMAR).of(THREE_GPP);
    public static final Attribute<Long> SIP_REQUEST_TIMESTAMP_FRACTION =
            unsigned32("SIP-Request-Timestamp-Fraction", 2301).of(THREE_GPP);
    public static final Attribute<Long> SIP_RESPONSE_TIMESTAMP_FRACTION =
            unsigned32("SIP-Response-Timestamp-Fraction", 2302).of(THREE_GPP);
    public static final Attribute<String> IMS_VISITED_NETWORK_IDENTIFIER =
            text("IMS-Visited-Network-Identifier", 2713).of(THREE_GPP);
    public static final Attribute<String> REASON_HEADER =
            text("Reason-Header", 3401).of(THREE_GPP);

    public static final Dictionary DICTIONARY = Dictionary.of(BaseAvps.class, RoAvps.class);

    private RoAvps() {}
}
