package io.carillon.rtpproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.sdp.ng.MediaOptions;
import io.carillon.sdp.ng.NgClient;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgObserver;
import io.carillon.sdp.ng.NgOutcome;
import io.carillon.stores.TestStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The node as it runs: found in ZooKeeper, asked over NG, looked at over REST. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "carillon.rtpproxy.ng-port=0",
            "carillon.rtpproxy.port-min=52000",
            "carillon.rtpproxy.port-max=52999",
            "carillon.trace.enabled=false",
            "carillon.data-dir=target/run"
        })
class RtpproxyApplicationTest {
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + "m=audio 4000 RTP/AVP 8\r\n";

    @Autowired
    private NodeDirectory directory;

    @LocalServerPort
    private int httpPort;

    @DynamicPropertySource
    static void stores(DynamicPropertyRegistry registry) {
        InetSocketAddress zooKeeper = TestStores.zooKeeper();
        registry.add(
                "spring.cloud.zookeeper.connect-string", () -> zooKeeper.getHostString() + ':' + zooKeeper.getPort());
        registry.add("carillon.admin.secret", () -> SECRET);
    }

    @Test
    void a_client_finds_it_in_the_directory_and_an_operator_sees_the_call() throws Exception {
        NodeInfo relay = await().until(() -> directory.pick("rtpproxy"), Optional::isPresent)
                .orElseThrow();
        InetSocketAddress ng = relay.address("ng").orElseThrow();
        try (NgClient client =
                NgClient.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), NgObserver.NONE)) {
            NgCommand offer =
                    new NgCommand.Offer("abc@host", "alice", Optional.empty(), SDP, MediaOptions.plainRelay());
            assertThat(client.ask(ng, offer, Duration.ofSeconds(10))).isInstanceOf(NgOutcome.Done.class);
        }
        assertThat(get("/api/v1/calls").body()).contains("\"total\":1", "abc@host");
        assertThat(get("/api/v1/calls/abc@host").body())
                .contains("\"callId\":\"abc@host\"", "\"tag\":\"alice\"", "\"packets\":0");
        assertThat(get("/api/v1/calls/unknown").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/calls?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("/actuator/health/functional").body()).contains("UP");
        assertThat(get("/actuator/prometheus").body()).contains("carillon_rtpproxy_calls");
    }

    @Test
    void without_a_token_nothing_is_shown() throws Exception {
        assertThat(get("/api/v1/calls", "none").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        AdminSecret secret = AdminSecret.ofBase64(SECRET);
        return get(path, AdminToken.mint(secret, "test", Set.of(AdminRole.VIEWER), Duration.ofMinutes(5)));
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
