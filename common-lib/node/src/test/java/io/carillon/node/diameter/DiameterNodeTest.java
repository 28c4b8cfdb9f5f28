package io.carillon.node.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.node.Http;
import io.carillon.node.NodeIdentity;
import io.carillon.node.TestNode;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminToken;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.trace.MemoryTraces;
import io.carillon.node.trace.TraceContext;
import io.carillon.node.trace.TraceEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A node that asks and a node that answers, which find each other in ZooKeeper. */
@ExtendWith(OutputCaptureExtension.class)
class DiameterNodeTest {
    @TempDir
    static Path data;

    static ConfigurableApplicationContext hss;
    static ConfigurableApplicationContext cscf;

    @Configuration
    static class Hss {
        @Bean
        DiameterServer cx(DiameterNode node) {
            return node.server(Cx.APPLICATION).handle(UserAuthorizationRequest.class, DiameterNodeTest::answer);
        }

        @Bean
        MemoryTraces traces() {
            return new MemoryTraces();
        }
    }

    @Configuration
    static class Cscf {
        @Bean
        DiameterClient cx(DiameterNode node) {
            return node.client("hss", Cx.APPLICATION).start();
        }

        @Bean
        MemoryTraces traces() {
            return new MemoryTraces();
        }
    }

    private static UserAuthorizationAnswer answer(UserAuthorizationRequest request) {
        return UserAuthorizationAnswer.draft()
                .result(BaseResult.SUCCESS)
                .set(CxAvps.SERVER_NAME, "sip:scscf.home.example")
                .build();
    }

    @BeforeAll
    static void start() {
        hss = TestNode.start(
                data.resolve("hss"), Map.of("carillon.node.role", "hss", "carillon.diameter.port", 0), Hss.class);
        cscf = TestNode.start(
                data.resolve("cscf"),
                Map.of(
                        "carillon.node.role",
                        "cscf",
                        "carillon.directory.root",
                        hss.getEnvironment().getRequiredProperty("carillon.directory.root")),
                Cscf.class);
    }

    @AfterAll
    static void stop() {
        cscf.close();
        hss.close();
    }

    @Test
    void a_client_finds_its_peers_in_the_directory_and_asks_them_in_a_call_s_name() throws Exception {
        DiameterClient client = cscf.getBean(DiameterClient.class);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.connected().contains("hss-1.ims.mnc001.mcc001.3gppnetwork.org"));

        String session = client.newSessionId();
        Outcome<UserAuthorizationAnswer> outcome =
                TraceContext.call(List.of("call-1"), () -> client.ask(request(session), Duration.ofSeconds(5)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answered -> assertThat(answered.answer().result()).isEqualTo(BaseResult.SUCCESS));
        assertTraced(cscf.getBean(MemoryTraces.class), session);
        await().until(() -> hss.getBean(MemoryTraces.class).of(session).size() == 2);
    }

    @Test
    void questions_are_counted_by_command_and_result_and_timed_by_outcome() throws Exception {
        DiameterClient client = cscf.getBean(DiameterClient.class);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.connected().contains("hss-1.ims.mnc001.mcc001.3gppnetwork.org"));
        client.ask(request(client.newSessionId()), Duration.ofSeconds(5));

        assertThat(metrics(cscf))
                .contains("diameter_requests_total{command=\"UAR\",direction=\"sent\",node=\"cscf-1\",role=\"cscf\"}")
                .containsPattern("diameter_answers_total\\{command=\"UAA\",direction=\"received\"[^}]*result=\"2001\"")
                .containsPattern("diameter_requests_duration_seconds_count\\{node=\"cscf-1\",outcome=\"answered\","
                        + "peer=\"hss\",request=\"UserAuthorization\"")
                .contains("diameter_peers{node=\"cscf-1\",peer=\"hss\",role=\"cscf\"} 1.0")
                .contains("diameter_peers_wanted{node=\"cscf-1\",peer=\"hss\",role=\"cscf\"} 1.0");
        assertThat(metrics(hss)).contains("diameter_requests_total{command=\"UAR\",direction=\"received\"");
    }

    private static String metrics(ConfigurableApplicationContext node) {
        String token = AdminToken.mint(TestNode.SECRET, "tester", Set.of(AdminRole.VIEWER), Duration.ofHours(1));
        return Http.to(node).with(token).get("/actuator/prometheus").body();
    }

    private static void assertTraced(MemoryTraces traces, String session) {
        await().until(() -> traces.of(session).size() == 2);
        TraceEvent asked = traces.of(session).getFirst();
        assertThat(asked.protocol()).isEqualTo(TraceEvent.Protocol.DIAMETER);
        assertThat(asked.summary()).isEqualTo("UAR");
        assertThat(asked.from()).isEqualTo("cscf-1");
        assertThat(asked.to()).isEqualTo("hss-1");
        assertThat(asked.keys()).containsExactly("call-1", session);
        assertThat(asked.payload()).startsWith("01");
        TraceEvent answered = traces.of(session).getLast();
        assertThat(answered.summary()).isEqualTo("UAA 2001");
        assertThat(answered.from()).isEqualTo("hss-1");
        assertThat(answered.to()).isEqualTo("cscf-1");
    }

    @Test
    void a_server_is_found_under_diameter_and_is_functional() {
        DiameterServer server = hss.getBean(DiameterServer.class);
        NodeDirectory directory = cscf.getBean(NodeDirectory.class);

        await().untilAsserted(() -> assertThat(directory.find("hss", "hss-1"))
                .hasValueSatisfying(node ->
                        assertThat(node.address("diameter").orElseThrow()).isEqualTo(server.address())));
        assertThat(Http.to(hss).get("/actuator/health/functional").statusCode()).isEqualTo(200);
        assertThat(Http.to(cscf).get("/actuator/health/functional").statusCode())
                .as("a client has nothing to probe")
                .isEqualTo(200);
    }

    @Test
    void its_probe_is_no_peer_and_leaves_no_trace() throws Exception {
        DiameterServer server = hss.getBean(DiameterServer.class);
        new DiameterProbe(server::address, hss.getBean(NodeIdentity.class), Optional.empty()).check();

        await().until(() -> server.connected().stream().noneMatch(peer -> peer.startsWith("probe.")));
        assertThat(hss.getBean(MemoryTraces.class).events())
                .extracting(TraceEvent::summary)
                .noneMatch(summary -> summary.startsWith("CE"));
    }

    @Test
    void a_listener_that_accepts_and_says_nothing_or_something_else_fails_the_probe() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) silent.getLocalSocketAddress();
            DiameterProbe probe = new DiameterProbe(() -> address, hss.getBean(NodeIdentity.class), Optional.empty());
            assertThatIOException().isThrownBy(probe::check);

            Thread.ofVirtual().start(() -> {
                try (var peer = silent.accept()) {
                    peer.getOutputStream().write(new byte[64]);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThatIOException().isThrownBy(probe::check);
        }
    }

    @Test
    void a_port_that_is_taken_is_named_in_the_refusal(CapturedOutput output) {
        int taken = hss.getBean(DiameterServer.class).address().getPort();

        assertThatThrownBy(() -> TestNode.start(
                        data.resolve("second"),
                        Map.of("carillon.node.role", "hss", "carillon.diameter.port", taken),
                        Hss.class))
                .isInstanceOf(Exception.class);

        assertThat(output)
                .contains("Diameter cannot listen on")
                .contains(":" + taken)
                .contains("Stop what uses the port");
        // The other two nodes of this class may have a trace of their own to show.
        assertThat(output.toString()).doesNotContainPattern(":" + taken + "[^\n]*\n\tat ");
    }

    private static UserAuthorizationRequest request(String session) {
        return UserAuthorizationRequest.draft()
                .envelope(Envelope.session(session))
                .set(BaseAvps.USER_NAME, "alice@home.example")
                .set(CxAvps.PUBLIC_IDENTITY, "sip:alice@home.example")
                .set(CxAvps.VISITED_NETWORK_IDENTIFIER, "home.example")
                .build();
    }
}
