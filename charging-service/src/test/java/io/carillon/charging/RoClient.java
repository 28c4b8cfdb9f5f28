package io.carillon.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.ClientSettings;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.SubscriptionId;
import io.carillon.diameter.SubscriptionIdType;
import io.carillon.diameter.ro.CreditControlAnswer;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.ImsInformation;
import io.carillon.diameter.ro.MultipleServicesCreditControl;
import io.carillon.diameter.ro.NodeFunctionality;
import io.carillon.diameter.ro.RequestType;
import io.carillon.diameter.ro.RequestedAction;
import io.carillon.diameter.ro.Ro;
import io.carillon.diameter.ro.RoAvps;
import io.carillon.diameter.ro.ServiceInformation;
import io.carillon.diameter.ro.ServiceUnit;
import io.carillon.diameter.ro.UsedServiceUnit;
import io.carillon.node.NodeIdentity;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A telephony server's side of Ro, over a real connection. */
public final class RoClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long VOICE = 100;

    private final DiameterClient client;

    public RoClient(ChargingNode node) {
        NodeIdentity ocs = node.bean(NodeIdentity.class);
        PeerAddress peer = new PeerAddress(
                ocs.diameterHost(),
                "127.0.0.1",
                node.bean(DiameterServer.class).address().getPort());
        LocalNode self = new LocalNode("tas-" + UUID.randomUUID() + "." + ocs.homeDomain(), ocs.homeDomain());
        client = DiameterClient.create(ClientSettings.of(self, () -> List.of(peer), Ro.APPLICATION))
                .start();
        await().atMost(PATIENCE).until(() -> !client.connected().isEmpty());
    }

    public String newSessionId() {
        return client.newSessionId();
    }

    public CreditControlAnswer sends(CreditControlRequest ccr) {
        return switch (client.ask(ccr, PATIENCE)) {
            case Outcome.Answered<CreditControlAnswer>(var answer) -> answer;
            case Outcome.Unanswered<CreditControlAnswer>(var reason) ->
                throw new AssertionError("no answer: " + reason);
        };
    }

    public static CreditControlRequest initial(String session, String user) {
        return ccr(session, RequestType.INITIAL_REQUEST, 0, user)
                .add(RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL, wants())
                .build();
    }

    public static CreditControlRequest update(String session, long number, String user, long usedSeconds) {
        return ccr(session, RequestType.UPDATE_REQUEST, number, user)
                .add(RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL, used(usedSeconds, true))
                .build();
    }

    public static CreditControlRequest termination(String session, long number, String user, long usedSeconds) {
        return ccr(session, RequestType.TERMINATION_REQUEST, number, user)
                .add(RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL, used(usedSeconds, false))
                .build();
    }

    public static CreditControlRequest event(String session, String user, RequestedAction action, long messages) {
        return ccr(session, RequestType.EVENT_REQUEST, 0, user)
                .set(RoAvps.REQUESTED_ACTION, action)
                .add(
                        RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL,
                        MultipleServicesCreditControl.draft()
                                .set(RoAvps.REQUESTED_SERVICE_UNIT, ServiceUnit.ofUnits(messages))
                                .build())
                .build();
    }

    public static Draft<CreditControlRequest> ccr(String session, RequestType type, long number, String user) {
        ImsInformation call = ImsInformation.draft()
                .set(RoAvps.NODE_FUNCTIONALITY, NodeFunctionality.AS)
                .set(RoAvps.CALLED_PARTY_ADDRESS, "sip:bob@example.org")
                .build();
        return CreditControlRequest.draft()
                .envelope(Envelope.session(session))
                .set(RoAvps.SERVICE_CONTEXT_ID, "32260@3gpp.org")
                .set(RoAvps.CC_REQUEST_TYPE, type)
                .set(RoAvps.CC_REQUEST_NUMBER, number)
                .add(BaseAvps.SUBSCRIPTION_ID, SubscriptionId.of(SubscriptionIdType.SIP_URI, user))
                .set(RoAvps.SERVICE_INFORMATION, ServiceInformation.of(call));
    }

    public static MultipleServicesCreditControl wants() {
        return MultipleServicesCreditControl.draft()
                .set(RoAvps.RATING_GROUP, VOICE)
                .set(RoAvps.REQUESTED_SERVICE_UNIT, ServiceUnit.any())
                .build();
    }

    public static MultipleServicesCreditControl used(long seconds, boolean more) {
        Draft<MultipleServicesCreditControl> service = MultipleServicesCreditControl.draft()
                .set(RoAvps.RATING_GROUP, VOICE)
                .add(RoAvps.USED_SERVICE_UNIT, UsedServiceUnit.ofTime(seconds));
        if (more) {
            service.set(RoAvps.REQUESTED_SERVICE_UNIT, ServiceUnit.any());
        }
        return service.build();
    }

    /** The one service of an answer. */
    public static MultipleServicesCreditControl service(CreditControlAnswer answer) {
        assertThat(answer.services()).hasSize(1);
        return answer.services().getFirst();
    }

    public static long grantedSeconds(CreditControlAnswer answer) {
        return service(answer).granted().flatMap(ServiceUnit::time).orElse(0L);
    }

    @Override
    public void close() {
        client.close();
    }
}
