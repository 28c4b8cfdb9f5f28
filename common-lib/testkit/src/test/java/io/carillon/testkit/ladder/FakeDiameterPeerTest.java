package io.carillon.testkit.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.Application;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ClientSettings;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.DeregistrationReason;
import io.carillon.diameter.cx.ReasonCode;
import io.carillon.diameter.cx.RegistrationTerminationAnswer;
import io.carillon.diameter.cx.RegistrationTerminationRequest;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.diameter.ro.Ro;
import io.carillon.diameter.rx.Rx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fake Diameter servers asked by a real client. */
class FakeDiameterPeerTest {
    private static final String REALM = "home.example";
    private final Ladder ladder = Ladder.around("CSCF");

    @AfterEach
    void stop() throws Exception {
        ladder.close();
    }

    private DiameterClient client(FakeDiameterPeer peer, Application application) {
        var address =
                new PeerAddress("peer." + REALM, "127.0.0.1", peer.address().getPort());
        var client = DiameterClient.create(
                ClientSettings.of(new LocalNode("cscf-1." + REALM, REALM), () -> List.of(address), application));
        if (application == Cx.APPLICATION) {
            client.handle(
                    RegistrationTerminationRequest.class,
                    request -> RegistrationTerminationAnswer.draft()
                            .result(BaseResult.SUCCESS)
                            .build());
        }
        client.start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> peer.isConnected() && !client.connected().isEmpty());
        return client;
    }

    private static UserAuthorizationRequest uar(DiameterClient client) {
        return UserAuthorizationRequest.draft()
                .envelope(Envelope.session(client.newSessionId()))
                .set(BaseAvps.USER_NAME, "alice@" + REALM)
                .set(CxAvps.PUBLIC_IDENTITY, "sip:alice@" + REALM)
                .set(CxAvps.VISITED_NETWORK_IDENTIFIER, REALM)
                .build();
    }

    private static UserAuthorizationAnswer assigned() {
        return UserAuthorizationAnswer.draft()
                .result(BaseResult.SUCCESS)
                .set(CxAvps.SERVER_NAME, "sip:scscf." + REALM)
                .build();
    }

    @Test
    void the_test_answers_what_the_node_asks() throws Exception {
        var hss = ladder.hss("HSS", "peer." + REALM, REALM);
        try (var client = client(hss, Cx.APPLICATION)) {
            var asking = ladder.meanwhile(() -> client.ask(uar(client), Duration.ofSeconds(10)));
            var asked = hss.receives(UserAuthorizationRequest.class);
            assertThat(asked.request().userName()).isEqualTo("alice@" + REALM);
            asked.answers(assigned());
            assertThat(asking.get()).isInstanceOf(Outcome.Answered.class);
            ladder.ends();
        }
    }

    @Test
    void a_rule_answers_off_stage() {
        var hss = ladder.hss("HSS", "peer." + REALM, REALM);
        try (var client = client(hss, Cx.APPLICATION)) {
            hss.always(UserAuthorizationRequest.class, request -> assigned());
            assertThat(client.ask(uar(client), Duration.ofSeconds(10))).isInstanceOf(Outcome.Answered.class);
            ladder.ends();
            hss.scripted();
        }
    }

    @Test
    void it_asks_the_node() {
        var hss = ladder.hss("HSS", "peer." + REALM, REALM);
        try (var client = client(hss, Cx.APPLICATION)) {
            var answer = hss.asks(RegistrationTerminationRequest.draft()
                    .envelope(Envelope.session("peer;1;1").to("cscf-1." + REALM).toRealm(REALM))
                    .set(BaseAvps.USER_NAME, "alice@" + REALM)
                    .set(
                            CxAvps.DEREGISTRATION_REASON,
                            new DeregistrationReason(ReasonCode.PERMANENT_TERMINATION, Optional.empty(), List.of()))
                    .build());
            assertThat(answer.result()).isEqualTo(BaseResult.SUCCESS);
            ladder.ends();
        }
    }

    @Test
    void policy_and_charging_have_peers_too() {
        client(ladder.pcrf("PCRF", "peer." + REALM, REALM), Rx.APPLICATION).close();
        client(ladder.ocs("OCS", "peer." + REALM, REALM), Ro.APPLICATION).close();
    }
}
