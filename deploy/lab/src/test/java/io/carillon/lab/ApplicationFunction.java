package io.carillon.lab;

import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ClientSettings;
import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterRequest;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.Result;
import io.carillon.diameter.SubscriptionId;
import io.carillon.diameter.SubscriptionIdType;
import io.carillon.diameter.TerminationCause;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.AbortSessionAnswer;
import io.carillon.diameter.rx.AbortSessionRequest;
import io.carillon.diameter.rx.FlowStatus;
import io.carillon.diameter.rx.FlowUsage;
import io.carillon.diameter.rx.MediaComponentDescription;
import io.carillon.diameter.rx.MediaSubComponent;
import io.carillon.diameter.rx.MediaType;
import io.carillon.diameter.rx.ReAuthAnswer;
import io.carillon.diameter.rx.ReAuthRequest;
import io.carillon.diameter.rx.Rx;
import io.carillon.diameter.rx.RxAvps;
import io.carillon.diameter.rx.SessionTerminationRequest;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.node.NodeIdentity;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A P-CSCF's side of Rx, over a real connection. */
final class ApplicationFunction implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final BlockingQueue<AbortSessionRequest> aborts = new LinkedBlockingQueue<>();
    final BlockingQueue<ReAuthRequest> reports = new LinkedBlockingQueue<>();
    volatile Result answers = BaseResult.SUCCESS;

    private final DiameterClient client;

    ApplicationFunction(LabNode lab) {
        NodeIdentity pcrf = lab.bean(NodeIdentity.class);
        PeerAddress peer = new PeerAddress(
                pcrf.diameterHost(),
                "127.0.0.1",
                lab.bean(DiameterServer.class).address().getPort());
        LocalNode self = new LocalNode("sbc-" + UUID.randomUUID() + "." + pcrf.homeDomain(), pcrf.homeDomain());
        client = DiameterClient.create(ClientSettings.of(self, () -> List.of(peer), Rx.APPLICATION));
        client.handle(AbortSessionRequest.class, asr -> {
            aborts.add(asr);
            return AbortSessionAnswer.draft()
                    .envelope(Envelope.session(asr.sessionId()))
                    .result(answers)
                    .build();
        });
        client.handle(ReAuthRequest.class, rar -> {
            reports.add(rar);
            return ReAuthAnswer.draft()
                    .envelope(Envelope.session(rar.sessionId()))
                    .result(answers)
                    .build();
        });
        client.start();
        await().atMost(PATIENCE).until(() -> !client.connected().isEmpty());
    }

    String newSessionId() {
        return client.newSessionId();
    }

    <A extends DiameterAnswer> A sends(DiameterRequest<A> request) {
        return switch (client.ask(request, PATIENCE)) {
            case Outcome.Answered<A>(var answer) -> answer;
            case Outcome.Unanswered<A>(var reason) -> throw new AssertionError("no answer: " + reason);
        };
    }

    static AaRequest aar(String session, String user, MediaComponentDescription... media) {
        return AaRequest.draft()
                .envelope(Envelope.session(session))
                .add(BaseAvps.SUBSCRIPTION_ID, SubscriptionId.of(SubscriptionIdType.SIP_URI, user))
                .add(RxAvps.SPECIFIC_ACTION, SpecificAction.INDICATION_OF_LOSS_OF_BEARER)
                .add(RxAvps.SPECIFIC_ACTION, SpecificAction.IP_CAN_CHANGE)
                .addAll(RxAvps.MEDIA_COMPONENT_DESCRIPTION, List.of(media))
                .build();
    }

    static SessionTerminationRequest str(String session) {
        return SessionTerminationRequest.draft()
                .envelope(Envelope.session(session))
                .set(BaseAvps.TERMINATION_CAUSE, TerminationCause.LOGOUT)
                .build();
    }

    static MediaComponentDescription media(long number, MediaType type, FlowStatus status) {
        return MediaComponentDescription.draft()
                .set(RxAvps.MEDIA_COMPONENT_NUMBER, number)
                .set(RxAvps.MEDIA_TYPE, type)
                .set(RxAvps.FLOW_STATUS, status)
                .set(RxAvps.MAX_REQUESTED_BANDWIDTH_UL, 64_000L)
                .add(
                        RxAvps.MEDIA_SUB_COMPONENT,
                        MediaSubComponent.of(
                                1, FlowUsage.NO_INFORMATION, List.of("permit in 17 from 10.0.0.1 to 10.0.0.2 40000")))
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
