package io.carillon.node.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.carillon.node.Http;
import io.carillon.node.StartRefused;
import io.carillon.node.TestNode;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminToken;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.trace.MemoryTraces;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A node with a SIP stack, as a service gets it by naming its listening points. */
class SipNodeTest {
    private static final Logger LOG = LoggerFactory.getLogger(SipNodeTest.class);

    @TempDir
    static Path data;

    static ConfigurableApplicationContext node;

    @Configuration
    static class Service {
        @Bean
        RequestHandler core() {
            return transaction -> {
                if (transaction.request().is("INFO")) {
                    transaction.onLane(() -> {
                        LOG.info("on a lane");
                        transaction.respond(200);
                    });
                } else {
                    transaction.respond(200);
                }
            };
        }

        @Bean
        RequestHandler access() {
            return transaction -> transaction.respond(403);
        }

        @Bean
        MemoryTraces traces() {
            return new MemoryTraces();
        }
    }

    @BeforeAll
    static void start() {
        node = start(Map.of());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static ConfigurableApplicationContext start(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "carillon.node.role",
                "sbc",
                "carillon.sip.points.core.port",
                0,
                "carillon.sip.points.access.port",
                0,
                "carillon.sip.points.access.transports",
                "udp"));
        settings.putAll(more);
        return TestNode.start(data, settings, Service.class);
    }

    @Test
    void each_listening_point_has_the_handler_of_its_name() throws Exception {
        assertThat(ask("core", "call-a")).startsWith("SIP/2.0 200 ");
        assertThat(ask("access", "call-b")).startsWith("SIP/2.0 403 ");
    }

    @Test
    void other_nodes_find_it_under_sip_and_under_the_names_of_its_other_points() {
        NodeDirectory directory = node.getBean(NodeDirectory.class);
        SipStack stack = node.getBean(SipStack.class);

        await().untilAsserted(() -> assertThat(directory.find("sbc", "sbc-1"))
                .hasValueSatisfying(self -> assertThat(self.addresses())
                        .containsOnly(
                                Map.entry("sip", stack.sentBy("core")),
                                Map.entry("access", stack.sentBy("access")),
                                Map.entry("http", "127.0.0.1:" + httpPort()))));
    }

    @Test
    void it_is_functional_because_its_own_sockets_answer_it() {
        Http http = Http.to(node);

        assertThat(http.get("/actuator/health/functional").statusCode()).isEqualTo(200);
        assertThat(viewer(http).get("/actuator/health/functional").body()).contains("\"sip\":\"answers\"");
    }

    @Test
    void every_message_is_traced_with_its_call_id_and_its_users_and_without_its_secrets() throws Exception {
        MemoryTraces traces = node.getBean(MemoryTraces.class);
        ask("core", "call-traced");

        await().until(() -> traces.of("call-traced").size() == 2);
        TraceEvent received = traces.of("call-traced").getFirst();
        assertThat(received.direction()).isEqualTo(Direction.RECEIVED);
        assertThat(received.node()).isEqualTo("sbc-1");
        assertThat(received.to()).isEqualTo("sbc-1");
        assertThat(received.from()).startsWith("127.0.0.1:");
        assertThat(received.summary()).isEqualTo("MESSAGE sip:bob@home.example");
        assertThat(received.keys())
                .containsExactly("call-traced", "icid-7", "sip:alice@home.example", "sip:bob@home.example");
        assertThat(received.payload()).contains("response=\"******\"").endsWith("hello");
        TraceEvent sent = traces.of("call-traced").getLast();
        assertThat(sent.direction()).isEqualTo(Direction.SENT);
        assertThat(sent.summary()).isEqualTo("200 OK (MESSAGE)");
    }

    @Test
    void its_own_probe_leaves_no_trace() {
        MemoryTraces traces = node.getBean(MemoryTraces.class);
        Http.to(node).get("/actuator/health/functional");

        assertThat(traces.events()).extracting(TraceEvent::summary).noneMatch(summary -> summary.contains("OPTIONS"));
    }

    @Test
    void its_transactions_are_measured() {
        assertThat(viewer(Http.to(node)).get("/actuator/prometheus").body())
                .contains("carillon_sip_inflight")
                .contains("carillon_sip_shed_total");
    }

    @Test
    void requests_and_answers_are_counted_and_timed_by_known_names_only() throws Exception {
        ask("core", "call-counted");
        ask(node.getBean(SipStack.class).address("access"), "call-invented", "INVENTED");

        assertThat(viewer(Http.to(node)).get("/actuator/prometheus").body())
                .contains("sip_requests_total{direction=\"in\",method=\"MESSAGE\",node=\"sbc-1\",role=\"sbc\"}")
                .contains("sip_requests_total{direction=\"in\",method=\"other\"")
                .contains(
                        "sip_responses_total{direction=\"out\",method=\"MESSAGE\",node=\"sbc-1\",role=\"sbc\",status=\"200\"}")
                .contains(
                        "sip_transactions_total{method=\"other\",node=\"sbc-1\",point=\"access\",role=\"sbc\",status=\"403\"} 1.0")
                .contains("sip_requests_duration_seconds_count{class=\"2xx\",method=\"MESSAGE\"")
                .contains("sip_requests_duration_seconds_bucket{class=\"2xx\",method=\"MESSAGE\"")
                .contains("memory_usage{area=\"heap\"", "cpu_usage{")
                .doesNotContain("INVENTED");
    }

    @Test
    void only_an_invite_that_begins_a_session_counts_as_an_attempt_and_for_its_delay() throws Exception {
        InetSocketAddress core = node.getBean(SipStack.class).address("core");
        ask(core, "call-opening", "INVITE");
        WireQuestion.ask(core, "call-within", "INVITE", "user=phone;tag=2");

        assertThat(viewer(Http.to(node)).get("/actuator/prometheus").body())
                .contains(
                        "sip_transactions_total{method=\"INVITE\",node=\"sbc-1\",point=\"core\",role=\"sbc\",status=\"200\"} 1.0")
                .contains("sip_transactions_total{method=\"re-INVITE\"")
                .containsPattern("sip_session_request_delay_seconds_count\\{class=\"2xx\"[^}]*} 1\n");
    }

    @Test
    void a_line_of_the_log_says_which_call_it_is_of() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        ((ch.qos.logback.classic.Logger) LOG).addAppender(lines);
        ask(node.getBean(SipStack.class).address("core"), "call-logged", "INFO");

        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getMDCPropertyMap()).containsEntry("call_id", "call-logged"));
        assertThat(node.getEnvironment().getProperty("logging.structured.json.add.node"))
                .isEqualTo("sbc-1");
    }

    @Test
    void one_point_listens_on_several_addresses_and_answers_from_each() throws Exception {
        try (ConfigurableApplicationContext both = start(Map.of(
                "carillon.node.id",
                "sbc-7",
                "carillon.sip.points.access.bind",
                "127.0.0.1,::1",
                "carillon.sip.points.access.transports",
                "udp,ws,tls"))) {
            SipStack stack = both.getBean(SipStack.class);
            InetSocketAddress ipv6 = new InetSocketAddress(InetAddress.ofLiteral("::1"), 5060);

            assertThat(stack.sentBy("access", Hop.udp(stack.address("access")))).startsWith("127.0.0.1:");
            assertThat(stack.sentBy("access", Hop.udp(ipv6))).startsWith("[::1]:");
            int port = Integer.parseInt(stack.sentBy("access", Hop.udp(ipv6)).replaceFirst(".*:", ""));
            assertThat(ask(new InetSocketAddress(ipv6.getAddress(), port), "call-six"))
                    .startsWith("SIP/2.0 403 ");
            assertThat(stack.address("access", Transport.WS).getPort())
                    .isNotEqualTo(stack.address("access").getPort());
            assertThat(stack.address("access", Transport.TLS)).isEqualTo(stack.address("access"));
        }
    }

    @Test
    void a_port_that_is_taken_is_named_in_the_refusal() {
        int taken = node.getBean(SipStack.class).address("core").getPort();

        assertThatThrownBy(() ->
                        start(Map.of("carillon.sip.points.core.port", taken)).close())
                .hasRootCauseInstanceOf(Exception.class)
                .satisfies(failure -> assertThat(causes(failure))
                        .anySatisfy(cause -> assertThat(cause)
                                .isInstanceOf(StartRefused.class)
                                .hasMessageContaining(Integer.toString(taken))));
    }

    @Test
    void a_dead_socket_fails_the_probe() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                SipProbe probe = new SipProbe(List.of(() -> (InetSocketAddress) silent.getLocalSocketAddress()))) {
            assertThatIOException().isThrownBy(probe::check).withMessageContaining("no SIP answer");
        }
    }

    @Test
    void a_node_that_stops_leaves_the_directory_and_closes_its_sockets() {
        ConfigurableApplicationContext other =
                start(Map.of("carillon.node.id", "sbc-9", "carillon.directory.root", root()));
        NodeDirectory directory = node.getBean(NodeDirectory.class);
        await().until(() -> directory.find("sbc", "sbc-9").isPresent());

        other.close();

        await().until(() -> directory.find("sbc", "sbc-9").isEmpty());
    }

    @Test
    void a_node_with_a_call_in_hand_is_still_found_by_it_and_tells_how_many_there_are() throws Exception {
        ConfigurableApplicationContext other = start(
                Map.of("carillon.node.id", "sbc-8", "carillon.directory.root", root(), "carillon.sip.drain", "10m"));
        NodeDirectory directory = node.getBean(NodeDirectory.class);
        await().until(() -> directory.find("sbc", "sbc-8").isPresent());
        Http http = viewer(Http.to(other));
        Runnable release = other.getBean(SipStack.class).hold();

        Thread closing = Thread.ofVirtual().start(other::close);

        await().until(() ->
                directory.find("sbc", "sbc-8").filter(NodeInfo::leaving).isPresent());
        assertThat(http.get("/actuator/metrics/carillon.sip.inflight").body()).contains("\"value\":0");
        assertThat(directory.find("sbc", "sbc-8")).isPresent();
        release.run();
        assertThat(closing.join(Duration.ofSeconds(30))).isTrue();
        await().until(() -> directory.find("sbc", "sbc-8").isEmpty());
    }

    private static String httpPort() {
        return node.getEnvironment().getRequiredProperty("local.server.port");
    }

    private static String root() {
        return node.getEnvironment().getRequiredProperty("carillon.directory.root");
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    }

    private static Http viewer(Http http) {
        return http.with(AdminToken.mint(TestNode.SECRET, "tester", Set.of(AdminRole.VIEWER), Duration.ofHours(1)));
    }

    private static String ask(String point, String callId) throws Exception {
        return ask(node.getBean(SipStack.class).address(point), callId);
    }

    private static String ask(InetSocketAddress target, String callId) throws Exception {
        return ask(target, callId, "MESSAGE");
    }

    private static String ask(InetSocketAddress target, String callId, String method) throws Exception {
        return WireQuestion.ask(target, callId, method, "user=phone");
    }
}
