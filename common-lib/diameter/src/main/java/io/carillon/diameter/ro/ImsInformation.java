package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.ACCESS_NETWORK_INFORMATION;
import static io.carillon.diameter.ro.RoAvps.APPLICATION_SERVER_INFORMATION;
import static io.carillon.diameter.ro.RoAvps.ASSOCIATED_URI;
import static io.carillon.diameter.ro.RoAvps.CALLED_ASSERTED_IDENTITY;
import static io.carillon.diameter.ro.RoAvps.CALLED_PARTY_ADDRESS;
import static io.carillon.diameter.ro.RoAvps.CALLING_PARTY_ADDRESS;
import static io.carillon.diameter.ro.RoAvps.CAUSE_CODE;
import static io.carillon.diameter.ro.RoAvps.EVENT_TYPE;
import static io.carillon.diameter.ro.RoAvps.IMS_CHARGING_IDENTIFIER;
import static io.carillon.diameter.ro.RoAvps.IMS_VISITED_NETWORK_IDENTIFIER;
import static io.carillon.diameter.ro.RoAvps.INTER_OPERATOR_IDENTIFIER;
import static io.carillon.diameter.ro.RoAvps.NODE_FUNCTIONALITY;
import static io.carillon.diameter.ro.RoAvps.REASON_HEADER;
import static io.carillon.diameter.ro.RoAvps.REQUESTED_PARTY_ADDRESS;
import static io.carillon.diameter.ro.RoAvps.ROLE_OF_NODE;
import static io.carillon.diameter.ro.RoAvps.SERVED_PARTY_IP_ADDRESS;
import static io.carillon.diameter.ro.RoAvps.TIME_STAMPS;
import static io.carillon.diameter.ro.RoAvps.USER_SESSION_ID;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** IMS-Information (TS 32.299 §7.2.77). */
public record ImsInformation(
        Optional<EventType> eventType,
        Optional<RoleOfNode> roleOfNode,
        NodeFunctionality nodeFunctionality,
        Optional<String> userSessionId,
        List<String> callingParties,
        Optional<String> calledParty,
        List<String> calledAssertedIdentities,
        List<String> requestedParty,
        List<String> associatedUris,
        Optional<TimeStamps> timeStamps,
        List<ApplicationServerInformation> applicationServerInformation,
        List<InterOperatorIdentifier> interOperatorIdentifiers,
        Optional<String> icid,
        Optional<InetAddress> servedPartyIpAddress,
        Optional<Integer> causeCode,
        List<String> reasonHeaders,
        List<String> accessNetworkInformation,
        Optional<String> visitedNetwork,
        List<Avp> extra) {
    public static final Grammar<ImsInformation> GRAMMAR = Grammar.of(
                    ImsInformation.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .optional(EVENT_TYPE, ImsInformation::eventType)
            .optional(ROLE_OF_NODE, ImsInformation::roleOfNode)
            .required(NODE_FUNCTIONALITY, ImsInformation::nodeFunctionality)
            .optional(USER_SESSION_ID, ImsInformation::userSessionId)
            .repeated(CALLING_PARTY_ADDRESS, ImsInformation::callingParties)
            .optional(CALLED_PARTY_ADDRESS, ImsInformation::calledParty)
            .repeated(CALLED_ASSERTED_IDENTITY, ImsInformation::calledAssertedIdentities)
            .repeated(REQUESTED_PARTY_ADDRESS, ImsInformation::requestedParty)
            .repeated(ASSOCIATED_URI, ImsInformation::associatedUris)
            .optional(TIME_STAMPS, ImsInformation::timeStamps)
            .repeated(APPLICATION_SERVER_INFORMATION, ImsInformation::applicationServerInformation)
            .repeated(INTER_OPERATOR_IDENTIFIER, ImsInformation::interOperatorIdentifiers)
            .optional(IMS_CHARGING_IDENTIFIER, ImsInformation::icid)
            .optional(SERVED_PARTY_IP_ADDRESS, ImsInformation::servedPartyIpAddress)
            .optional(CAUSE_CODE, ImsInformation::causeCode)
            .repeated(REASON_HEADER, ImsInformation::reasonHeaders)
            .repeated(ACCESS_NETWORK_INFORMATION, ImsInformation::accessNetworkInformation)
            .optional(IMS_VISITED_NETWORK_IDENTIFIER, ImsInformation::visitedNetwork)
            .extra(ImsInformation::extra);

    public static Draft<ImsInformation> draft() {
        return GRAMMAR.draft();
    }
}
