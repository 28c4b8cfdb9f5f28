package io.carillon.hss.sh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ClientSettings;
import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterRequest;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Octets;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.Result;
import io.carillon.diameter.sh.DataReference;
import io.carillon.diameter.sh.IdentitySet;
import io.carillon.diameter.sh.ProfileUpdateRequest;
import io.carillon.diameter.sh.PushNotificationAnswer;
import io.carillon.diameter.sh.PushNotificationRequest;
import io.carillon.diameter.sh.Sh;
import io.carillon.diameter.sh.ShAvps;
import io.carillon.diameter.sh.SubscribeNotificationsAnswer;
import io.carillon.diameter.sh.SubscribeNotificationsRequest;
import io.carillon.diameter.sh.SubscriptionRequestType;
import io.carillon.diameter.sh.UserDataAnswer;
import io.carillon.diameter.sh.UserDataRequest;
import io.carillon.diameter.sh.UserIdentity;
import io.carillon.hss.HssNode;
import io.carillon.node.NodeIdentity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An application server as the HSS knows it: a real Diameter peer that speaks Sh. */
final class Telephony implements AutoCloseable {
    static final String SERVICE = "mmtel";

    final BlockingQueue<PushNotificationRequest> told = new LinkedBlockingQueue<>();
    private final DiameterClient client;

    Telephony(String id, HssNode hss) {
        var peer = new PeerAddress(
                hss.bean(NodeIdentity.class).diameterHost(),
                "127.0.0.1",
                hss.diameter().getPort());
        client = DiameterClient.create(ClientSettings.of(
                new LocalNode(id + "." + HssNode.HOME, HssNode.HOME), () -> List.of(peer), Sh.APPLICATION));
        client.handle(PushNotificationRequest.class, request -> {
            told.add(request);
            return PushNotificationAnswer.draft().result(BaseResult.SUCCESS).build();
        });
        client.start();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(client.connected()).isNotEmpty());
    }

    UserDataAnswer pulls(String impu, DataReference... data) {
        return ask(UserDataRequest.draft()
                .envelope(session())
                .set(ShAvps.USER_IDENTITY, UserIdentity.of(impu))
                .addAll(ShAvps.DATA_REFERENCE, List.of(data))
                .add(ShAvps.SERVICE_INDICATION, Octets.of(SERVICE))
                .set(ShAvps.SERVER_NAME, "sip:tas." + HssNode.HOME)
                .build());
    }

    Result updates(String impu, int sequence, String serviceData) {
        String data =
                "<Sh-Data><RepositoryData><ServiceIndication>%s</ServiceIndication><SequenceNumber>%d</SequenceNumber>%s</RepositoryData></Sh-Data>"
                        .formatted(SERVICE, sequence, serviceData);
        return sends(impu, data);
    }

    Result sends(String impu, String userData) {
        return ask(ProfileUpdateRequest.draft()
                        .envelope(session())
                        .set(ShAvps.USER_IDENTITY, UserIdentity.of(impu))
                        .add(ShAvps.DATA_REFERENCE, DataReference.REPOSITORY_DATA)
                        .set(ShAvps.USER_DATA, userData)
                        .build())
                .result();
    }

    SubscribeNotificationsAnswer watches(String impu, SubscriptionRequestType type, DataReference... data) {
        return ask(SubscribeNotificationsRequest.draft()
                .envelope(session())
                .set(ShAvps.USER_IDENTITY, UserIdentity.of(impu))
                .set(ShAvps.SUBS_REQ_TYPE, type)
                .set(ShAvps.SEND_DATA_INDICATION, true)
                .addAll(ShAvps.DATA_REFERENCE, List.of(data))
                .add(ShAvps.SERVICE_INDICATION, Octets.of(SERVICE))
                .set(ShAvps.SERVER_NAME, "sip:tas." + HssNode.HOME)
                .build());
    }

    SubscribeNotificationsAnswer watchesRegistered(String impu) {
        return ask(SubscribeNotificationsRequest.draft()
                .envelope(session())
                .set(ShAvps.USER_IDENTITY, UserIdentity.of(impu))
                .set(ShAvps.SUBS_REQ_TYPE, SubscriptionRequestType.SUBSCRIBE)
                .add(ShAvps.DATA_REFERENCE, DataReference.IMS_PUBLIC_IDENTITY)
                .add(ShAvps.IDENTITY_SET, IdentitySet.REGISTERED_IDENTITIES)
                .build());
    }

    private <A extends DiameterAnswer> A ask(DiameterRequest<A> request) {
        return switch (client.ask(request, Duration.ofSeconds(10))) {
            case Outcome.Answered<A>(var answer) -> answer;
            case Outcome.Unanswered<A>(var reason) -> throw new AssertionError("no answer: " + reason);
        };
    }

    private Envelope session() {
        return Envelope.session(client.newSessionId());
    }

    @Override
    public void close() {
        client.close();
    }
}
