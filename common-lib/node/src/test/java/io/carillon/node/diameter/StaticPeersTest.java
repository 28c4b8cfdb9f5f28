package io.carillon.node.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.ServerSettings;
import io.carillon.diameter.rx.AaAnswer;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.ReAuthAnswer;
import io.carillon.diameter.rx.ReAuthRequest;
import io.carillon.diameter.rx.Rx;
import io.carillon.diameter.rx.RxAvps;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.node.StartRefused;
import io.carillon.node.TestNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A PCRF of another realm that no directory knows. */
@ExtendWith(OutputCaptureExtension.class)
class StaticPeersTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path data;

    @Configuration
    static class Border {
        @Bean
        DiameterClient rx(DiameterNode node) {
            return node.client("pcrf", Rx.APPLICATION)
                    .handle(
                            ReAuthRequest.class,
                            rar -> ReAuthAnswer.draft()
                                    .result(BaseResult.SUCCESS)
                                    .build())
                    .start();
        }
    }

    @Test
    void is_asked_in_its_realm_and_asks_back_in_the_same_connection() throws Exception {
        var asked = new LinkedBlockingQueue<AaRequest>();
        try (DiameterServer pcrf = pcrf(asked);
                var border = border(pcrf, "pcrf.localdomain")) {
            DiameterClient client = border.getBean(DiameterClient.class);
            await().atMost(SOON).until(() -> client.connected().contains("pcrf.localdomain"));
            var session = Envelope.session(client.newSessionId());

            assertThat(client.ask(AaRequest.draft().envelope(session).build(), SOON))
                    .isInstanceOf(Outcome.Answered.class);
            AaRequest aar = asked.poll(20, TimeUnit.SECONDS);
            assertThat(aar).isNotNull();
            assertThat(aar.envelope().destinationRealm()).contains("localdomain");

            await().atMost(SOON).until(() -> !pcrf.connected().isEmpty());
            ReAuthRequest rar = ReAuthRequest.draft()
                    .envelope(session)
                    .add(RxAvps.SPECIFIC_ACTION, SpecificAction.INDICATION_OF_LOSS_OF_BEARER)
                    .build();
            assertThat(pcrf.ask(pcrf.connected().iterator().next(), rar, SOON)).isInstanceOf(Outcome.Answered.class);
        }
    }

    @Test
    void one_that_calls_itself_otherwise_is_not_asked(CapturedOutput output) {
        try (DiameterServer pcrf = pcrf(new LinkedBlockingQueue<>());
                var border = border(pcrf, "other.localdomain")) {
            await().atMost(SOON)
                    .until(() -> output.getAll()
                            .contains("calls itself pcrf.localdomain, which is not the host it was asked for as"));
            assertThat(border.getBean(DiameterClient.class).connected()).isEmpty();
        }
    }

    private static DiameterServer pcrf(LinkedBlockingQueue<AaRequest> asked) {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return DiameterServer.create(
                        ServerSettings.of(new LocalNode("pcrf.localdomain", "localdomain"), any, Rx.APPLICATION))
                .handle(AaRequest.class, aar -> {
                    asked.add(aar);
                    return AaAnswer.draft().result(BaseResult.SUCCESS).build();
                })
                .start();
    }

    private ConfigurableApplicationContext border(DiameterServer pcrf, String host) {
        String peer = "carillon.diameter.peers[0].";
        return TestNode.start(
                data,
                Map.of(
                        peer + "role",
                        "pcrf",
                        peer + "host",
                        host,
                        peer + "realm",
                        "localdomain",
                        peer + "address",
                        "127.0.0.1:" + pcrf.address().getPort()),
                Border.class);
    }

    @Test
    void without_a_realm_it_is_in_ours() {
        var peers = new StaticPeers(List.of(peer(null, "[2001:db8::7]:3868")), "home.example");

        assertThat(peers.of("pcrf"))
                .contains(new StaticPeers.Realm(
                        "home.example", List.of(new PeerAddress("pcrf.localdomain", "2001:db8::7", 3868))));
        assertThat(peers.of("hss")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "192.0.2.7:", "192.0.2.7:0", "192.0.2.7:65536", ":3868", "pcrf:x"})
    void an_address_without_host_or_port_refuses_the_start(String address) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> new StaticPeers(List.of(peer(null, address)), "home.example"))
                .withMessageContaining("carillon.diameter.peers");
    }

    @Test
    void a_role_in_two_realms_refuses_the_start() {
        var listed = List.of(peer("one.example", "192.0.2.7:3868"), peer("two.example", "192.0.2.8:3868"));

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> new StaticPeers(listed, "home.example"))
                .withMessageContaining("one.example and two.example");
    }

    private static DiameterProperties.Peer peer(@Nullable String realm, String address) {
        return new DiameterProperties.Peer("pcrf", "pcrf.localdomain", realm, address);
    }
}
