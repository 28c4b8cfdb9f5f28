package io.carillon.diameter.ro;

import static io.carillon.diameter.BaseAvps.EVENT_TIMESTAMP;
import static io.carillon.diameter.BaseAvps.ORIGIN_STATE_ID;
import static io.carillon.diameter.BaseAvps.SUBSCRIPTION_ID;
import static io.carillon.diameter.BaseAvps.TERMINATION_CAUSE;
import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.ro.RoAvps.CC_REQUEST_NUMBER;
import static io.carillon.diameter.ro.RoAvps.CC_REQUEST_TYPE;
import static io.carillon.diameter.ro.RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL;
import static io.carillon.diameter.ro.RoAvps.MULTIPLE_SERVICES_INDICATOR;
import static io.carillon.diameter.ro.RoAvps.REQUESTED_ACTION;
import static io.carillon.diameter.ro.RoAvps.SERVICE_CONTEXT_ID;
import static io.carillon.diameter.ro.RoAvps.SERVICE_INFORMATION;
import static io.carillon.diameter.ro.RoAvps.USER_EQUIPMENT_INFO;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.SubscriptionId;
import io.carillon.diameter.TerminationCause;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** TS 32.299 §6.4.2, Credit-Control-Request */
public record CreditControlRequest(
        Envelope envelope,
        String serviceContextId,
        RequestType type,
        long number,
        Optional<String> userName,
        Optional<Long> originStateId,
        Optional<Instant> eventTimestamp,
        List<SubscriptionId> subscriptionIds,
        Optional<TerminationCause> terminationCause,
        Optional<RequestedAction> requestedAction,
        Optional<Boolean> multipleServicesIndicator,
        List<MultipleServicesCreditControl> services,
        Optional<UserEquipmentInfo> userEquipmentInfo,
        Optional<ServiceInformation> serviceInformation,
        List<Avp> extra)
        implements RoRequest<CreditControlAnswer> {
    public static final Grammar<CreditControlRequest> GRAMMAR = RoMessages.request(
                    CreditControlRequest.class, MethodHandles.lookup())
            .required(SERVICE_CONTEXT_ID, CreditControlRequest::serviceContextId)
            .required(CC_REQUEST_TYPE, CreditControlRequest::type)
            .required(CC_REQUEST_NUMBER, CreditControlRequest::number)
            .optional(USER_NAME, CreditControlRequest::userName)
            .optional(ORIGIN_STATE_ID, CreditControlRequest::originStateId)
            .optional(EVENT_TIMESTAMP, CreditControlRequest::eventTimestamp)
            .repeated(SUBSCRIPTION_ID, CreditControlRequest::subscriptionIds)
            .optional(TERMINATION_CAUSE, CreditControlRequest::terminationCause)
            .optional(REQUESTED_ACTION, CreditControlRequest::requestedAction)
            .optional(MULTIPLE_SERVICES_INDICATOR, CreditControlRequest::multipleServicesIndicator)
            .repeated(MULTIPLE_SERVICES_CREDIT_CONTROL, CreditControlRequest::services)
            .optional(USER_EQUIPMENT_INFO, CreditControlRequest::userEquipmentInfo)
            .optional(SERVICE_INFORMATION, CreditControlRequest::serviceInformation)
            .extra(CreditControlRequest::extra);

    public static Draft<CreditControlRequest> draft() {
        return GRAMMAR.draft();
    }
}
