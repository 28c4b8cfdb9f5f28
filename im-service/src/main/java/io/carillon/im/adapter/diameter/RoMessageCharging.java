package io.carillon.im.adapter.diameter;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.SubscriptionId;
import io.carillon.diameter.SubscriptionIdType;
import io.carillon.diameter.ro.CreditControlAnswer;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.EventType;
import io.carillon.diameter.ro.ImsInformation;
import io.carillon.diameter.ro.MultipleServicesCreditControl;
import io.carillon.diameter.ro.NodeFunctionality;
import io.carillon.diameter.ro.RequestType;
import io.carillon.diameter.ro.RequestedAction;
import io.carillon.diameter.ro.RoAvps;
import io.carillon.diameter.ro.RoleOfNode;
import io.carillon.diameter.ro.ServiceInformation;
import io.carillon.diameter.ro.ServiceUnit;
import io.carillon.diameter.ro.SmMessageType;
import io.carillon.diameter.ro.SmsInformation;
import io.carillon.diameter.ro.SmsNode;
import io.carillon.im.charging.MessageCharging;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Immediate event charging: one CCR EVENT_REQUEST a message (TS 32.299 §6.3.4, RFC 8506 §6.3). */
public final class RoMessageCharging implements MessageCharging {
    private static final Logger LOG = LoggerFactory.getLogger(RoMessageCharging.class);
    /** TS 32.274 for short messages, TS 32.260 for page-mode ones. */
    private static final String SMS_CONTEXT = "32274@3gpp.org";

    private static final String IMS_CONTEXT = "32260@3gpp.org";
    /** Messages, as the charging node rates them. */
    private static final long RATING_GROUP = 2;

    private final DiameterClient client;
    private final String homeDomain;
    private final Duration deadline;
    private final Clock clock;

    public RoMessageCharging(DiameterClient client, String homeDomain, Duration deadline, Clock clock) {
        this.client = client;
        this.homeDomain = homeDomain;
        this.deadline = deadline;
        this.clock = clock;
    }

    @Override
    public Debit debit(ChargedMessage message) {
        return switch (client.ask(request(message, RequestedAction.DIRECT_DEBITING, 0), deadline)) {
            case Outcome.Unanswered<CreditControlAnswer>(var reason) -> new Debit.Unavailable(reason.toString());
            case Outcome.Answered<CreditControlAnswer>(var answer) -> {
                if (!answer.result().success()) {
                    yield answer.result().protocolError()
                            ? new Debit.Unavailable(answer.result().toString())
                            : new Debit.Refused(answer.result().toString());
                }
                yield answer.services().stream()
                        .flatMap(service -> service.resultCode().stream())
                        .filter(code -> code / 1000 != 2)
                        .findFirst()
                        .<Debit>map(code -> new Debit.Refused("Result-Code " + code))
                        .orElseGet(Debit.Paid::new);
            }
        };
    }

    @Override
    public void refund(ChargedMessage message) {
        var outcome = client.ask(request(message, RequestedAction.REFUND_ACCOUNT, 1), deadline);
        if (!(outcome instanceof Outcome.Answered<CreditControlAnswer>(var answer)
                && answer.result().success())) {
            LOG.warn("{} did not get back what message {} cost: {}", message.payer(), message.id(), outcome);
        }
    }

    private CreditControlRequest request(ChargedMessage message, RequestedAction action, long number) {
        var ims = ImsInformation.draft()
                .set(RoAvps.EVENT_TYPE, EventType.ofMethod("MESSAGE"))
                .set(RoAvps.ROLE_OF_NODE, RoleOfNode.ORIGINATING_ROLE)
                .set(RoAvps.NODE_FUNCTIONALITY, NodeFunctionality.AS)
                .add(RoAvps.CALLING_PARTY_ADDRESS, message.payer())
                .set(RoAvps.CALLED_PARTY_ADDRESS, message.callee());
        if (!message.icid().isEmpty()) {
            ims.set(RoAvps.IMS_CHARGING_IDENTIFIER, message.icid());
        }
        var information = ServiceInformation.draft().set(RoAvps.IMS_INFORMATION, ims.build());
        if (message.sms()) {
            information.set(
                    RoAvps.SMS_INFORMATION,
                    SmsInformation.draft()
                            .set(RoAvps.SMS_NODE, SmsNode.IP_SM_GW)
                            .set(RoAvps.SM_MESSAGE_TYPE, SmMessageType.SUBMISSION)
                            .set(RoAvps.NUMBER_OF_MESSAGES_SENT, 1L)
                            .build());
        }
        return CreditControlRequest.draft()
                .envelope(Envelope.session(session(message)))
                .set(RoAvps.SERVICE_CONTEXT_ID, message.sms() ? SMS_CONTEXT : IMS_CONTEXT)
                .set(RoAvps.CC_REQUEST_TYPE, RequestType.EVENT_REQUEST)
                .set(RoAvps.CC_REQUEST_NUMBER, number)
                .set(RoAvps.REQUESTED_ACTION, action)
                .set(BaseAvps.EVENT_TIMESTAMP, clock.instant())
                .add(BaseAvps.SUBSCRIPTION_ID, payer(message.payer()))
                .add(
                        RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL,
                        MultipleServicesCreditControl.draft()
                                .set(RoAvps.REQUESTED_SERVICE_UNIT, ServiceUnit.ofUnits(1))
                                .set(RoAvps.RATING_GROUP, RATING_GROUP)
                                .build())
                .set(RoAvps.SERVICE_INFORMATION, information.build())
                .build();
    }

    /** The same for the same message, whichever node asks, so that the server knows a repetition (RFC 6733 §8.8). */
    private String session(ChargedMessage message) {
        return "im." + homeDomain + ";0;"
                + Integer.toUnsignedString(message.id().hashCode()) + ";" + message.id();
    }

    private static SubscriptionId payer(String identity) {
        return identity.startsWith("tel:+")
                ? SubscriptionId.of(SubscriptionIdType.E164, identity.substring("tel:+".length()))
                : SubscriptionId.of(SubscriptionIdType.SIP_URI, identity);
    }
}
