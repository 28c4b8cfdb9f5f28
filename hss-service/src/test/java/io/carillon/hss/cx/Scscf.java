package io.carillon.hss.cx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ClientSettings;
import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterRequest;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.PushProfileAnswer;
import io.carillon.diameter.cx.PushProfileRequest;
import io.carillon.diameter.cx.RegistrationTerminationAnswer;
import io.carillon.diameter.cx.RegistrationTerminationRequest;
import io.carillon.diameter.cx.ServerAssignmentAnswer;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.diameter.cx.UserAuthorizationType;
import io.carillon.hss.HssNode;
import io.carillon.node.NodeIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An I-CSCF and S-CSCF as the HSS knows them: a real Diameter peer that speaks Cx. */
final class Scscf implements AutoCloseable {
    static final String NAME = "sip:scscf." + HssNode.HOME;

    final BlockingQueue<RegistrationTerminationRequest> terminations = new LinkedBlockingQueue<>();
    final BlockingQueue<PushProfileRequest> profiles = new LinkedBlockingQueue<>();
    private final DiameterClient client;
    private final String name;

    Scscf(String id, HssNode hss) {
        this(id, NAME, hss);
    }

    Scscf(String id, String name, HssNode hss) {
        this.name = name;
        var peer = new PeerAddress(
                hss.bean(NodeIdentity.class).diameterHost(),
                "127.0.0.1",
                hss.diameter().getPort());
        client = DiameterClient.create(ClientSettings.of(
                new LocalNode(id + "." + HssNode.HOME, HssNode.HOME), () -> List.of(peer), Cx.APPLICATION));
        client.handle(RegistrationTerminationRequest.class, request -> {
            terminations.add(request);
            return new RegistrationTerminationAnswer(
                    Envelope.OPEN, BaseResult.SUCCESS, Optional.empty(), List.of(), List.of());
        });
        client.handle(PushProfileRequest.class, request -> {
            profiles.add(request);
            return new PushProfileAnswer(Envelope.OPEN, BaseResult.SUCCESS, List.of(), List.of());
        });
        client.start();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(client.connected()).isNotEmpty());
    }

    UserAuthorizationAnswer uar(String impi, String impu) {
        return uar(impi, impu, UserAuthorizationType.REGISTRATION);
    }

    UserAuthorizationAnswer uar(String impi, String impu, UserAuthorizationType type) {
        return ask(new UserAuthorizationRequest(
                session(), impi, List.of(), impu, HssNode.HOME, Optional.of(type), Optional.empty(), List.of()));
    }

    MultimediaAuthAnswer mar(String impi, String impu) {
        return mar(impi, impu, SipAuthDataItem.asking(SipAuthDataItem.UNKNOWN), 1);
    }

    MultimediaAuthAnswer mar(String impi, String impu, SipAuthDataItem asked, int items) {
        return ask(new MultimediaAuthRequest(session(), impi, List.of(), impu, asked, items, name, List.of()));
    }

    ServerAssignmentAnswer sar(String impi, String impu, ServerAssignmentType type) {
        return sar(Optional.of(impi), List.of(impu), type, false);
    }

    ServerAssignmentAnswer sar(
            Optional<String> impi, List<String> impus, ServerAssignmentType type, boolean profileKnown) {
        return ask(new ServerAssignmentRequest(
                session(),
                impi,
                List.of(),
                impus,
                Optional.empty(),
                name,
                type,
                profileKnown,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
    }

    LocationInfoAnswer lir(String impu) {
        return lir(impu, Optional.empty());
    }

    LocationInfoAnswer lir(String impu, Optional<UserAuthorizationType> type) {
        return ask(new LocationInfoRequest(
                session(), Optional.empty(), List.of(), impu, type, Optional.empty(), List.of()));
    }

    <A extends DiameterAnswer> A ask(DiameterRequest<A> request) {
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
