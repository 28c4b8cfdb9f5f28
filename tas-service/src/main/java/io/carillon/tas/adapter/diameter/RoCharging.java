package io.carillon.tas.adapter.diameter;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.SubscriptionId;
import io.carillon.diameter.SubscriptionIdType;
import io.carillon.diameter.TerminationCause;
import io.carillon.diameter.ro.CreditControlAnswer;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.EventType;
import io.carillon.diameter.ro.FinalUnitAction;
import io.carillon.diameter.ro.ImsInformation;
import io.carillon.diameter.ro.MultipleServicesCreditControl;
import io.carillon.diameter.ro.NodeFunctionality;
import io.carillon.diameter.ro.RequestType;
import io.carillon.diameter.ro.RoAvps;
import io.carillon.diameter.ro.RoleOfNode;
import io.carillon.diameter.ro.ServiceInformation;
import io.carillon.diameter.ro.ServiceUnit;
import io.carillon.diameter.ro.UsedServiceUnit;
import io.carillon.tas.charging.OnlineCharging;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Ro client of a telephony server: session charging with unit reservation (TS 32.299 §6.3.3, RFC 8506 §5.2). */
public final class RoCharging implements OnlineCharging {
    private static final Logger LOG = LoggerFactory.getLogger(RoCharging.class);
    private static final String CONTEXT = "32260@3gpp.org";
    /** Voice, as the charging node rates it. */
    private static final long RATING_GROUP = 1;

    private final DiameterClient client;
    private final Duration deadline;
    private final Clock clock;

    public RoCharging(DiameterClient client, Duration deadline, Clock clock) {
        this.client = client;
        this.deadline = deadline;
        this.clock = clock;
    }

    @Override
    public Credit open(ChargedCall call) {
        var session = client.newSessionId();
        var service = MultipleServicesCreditControl.draft()
                .set(RoAvps.REQUESTED_SERVICE_UNIT, ServiceUnit.any())
                .set(RoAvps.RATING_GROUP, RATING_GROUP)
                .build();
        var request = request(session, RequestType.INITIAL_REQUEST, 0, call, service(call))
                .set(RoAvps.MULTIPLE_SERVICES_INDICATOR, true)
                .add(RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL, service)
                .build();
        return credit(session, client.ask(request, deadline));
    }

    @Override
    public Credit extend(ChargedCall call, String session, long number, Duration used) {
        var service = MultipleServicesCreditControl.draft()
                .set(RoAvps.REQUESTED_SERVICE_UNIT, ServiceUnit.any())
                .add(RoAvps.USED_SERVICE_UNIT, UsedServiceUnit.ofTime(used.toSeconds()))
                .set(RoAvps.RATING_GROUP, RATING_GROUP)
                .build();
        var request = request(session, RequestType.UPDATE_REQUEST, number, call, service(call))
                .add(RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL, service)
                .build();
        return credit(session, client.ask(request, deadline));
    }

    @Override
    public void close(ChargedCall call, String session, long number, Duration used, int status) {
        var service = MultipleServicesCreditControl.draft()
                .add(RoAvps.USED_SERVICE_UNIT, UsedServiceUnit.ofTime(used.toSeconds()))
                .set(RoAvps.RATING_GROUP, RATING_GROUP)
                .build();
        // TS 32.299 §7.2.35: 0 is the normal end, a failure is its SIP status
        var ended = service(call).set(RoAvps.CAUSE_CODE, status < 300 ? 0 : status);
        var request = request(session, RequestType.TERMINATION_REQUEST, number, call, ended)
                .set(BaseAvps.TERMINATION_CAUSE, TerminationCause.LOGOUT)
                .add(RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL, service)
                .build();
        if (client.ask(request, deadline) instanceof Outcome.Unanswered<?>(var reason)) {
            LOG.warn("Ro session {} of {} is not closed: {}", session, call.payer(), reason);
        }
    }

    private static Draft<ImsInformation> service(ChargedCall call) {
        return ImsInformation.draft()
                .set(RoAvps.EVENT_TYPE, EventType.ofMethod("INVITE"))
                .set(RoAvps.ROLE_OF_NODE, RoleOfNode.ORIGINATING_ROLE)
                .set(RoAvps.NODE_FUNCTIONALITY, NodeFunctionality.AS)
                .add(RoAvps.CALLING_PARTY_ADDRESS, call.caller())
                .set(RoAvps.CALLED_PARTY_ADDRESS, call.callee())
                .set(RoAvps.IMS_CHARGING_IDENTIFIER, call.icid());
    }

    private Draft<CreditControlRequest> request(
            String session, RequestType type, long number, ChargedCall call, Draft<ImsInformation> service) {
        return CreditControlRequest.draft()
                .envelope(Envelope.session(session))
                .set(RoAvps.SERVICE_CONTEXT_ID, CONTEXT)
                .set(RoAvps.CC_REQUEST_TYPE, type)
                .set(RoAvps.CC_REQUEST_NUMBER, number)
                .set(BaseAvps.EVENT_TIMESTAMP, clock.instant())
                .add(BaseAvps.SUBSCRIPTION_ID, payer(call.payer()))
                .set(RoAvps.SERVICE_INFORMATION, ServiceInformation.of(service.build()));
    }

    private static SubscriptionId payer(String identity) {
        return identity.startsWith("tel:+")
                ? SubscriptionId.of(SubscriptionIdType.E164, identity.substring("tel:+".length()))
                : SubscriptionId.of(SubscriptionIdType.SIP_URI, identity);
    }

    private static Credit credit(String session, Outcome<CreditControlAnswer> outcome) {
        return switch (outcome) {
            case Outcome.Unanswered<CreditControlAnswer>(var reason) -> new Credit.Unavailable(reason.toString());
            case Outcome.Answered<CreditControlAnswer>(var answer) -> {
                var service = answer.services().stream().findFirst();
                if (!answer.result().success()) {
                    yield answer.result().protocolError()
                            ? new Credit.Unavailable(answer.result().toString())
                            : new Credit.Refused(answer.result().toString());
                }
                if (service.flatMap(MultipleServicesCreditControl::resultCode)
                        .filter(code -> code / 1000 != 2)
                        .isPresent()) {
                    yield new Credit.Refused(
                            "Result-Code " + service.get().resultCode().get());
                }
                var quota = service.flatMap(MultipleServicesCreditControl::granted)
                        .flatMap(ServiceUnit::time)
                        .map(Duration::ofSeconds);
                boolean last = service.flatMap(MultipleServicesCreditControl::finalUnitIndication)
                        .filter(end -> end.action() == FinalUnitAction.TERMINATE)
                        .isPresent();
                yield new Credit.Granted(session, quota, last);
            }
        };
    }
}
