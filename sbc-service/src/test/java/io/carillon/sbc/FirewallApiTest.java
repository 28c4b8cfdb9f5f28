package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.sip.admission.Firewall;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The firewall of two borders, set over the REST interface of one of them. Each loopback address is a source. */
class FirewallApiTest extends GmTest {
    private static final AdminSecret SECRET = AdminSecret.generate();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Sbc one;
    private static Sbc other;

    @BeforeAll
    static void start() {
        one = border("sbc-7");
        other = border("sbc-8");
    }

    private static Sbc border(String id) {
        return Sbc.start(
                id,
                NODES,
                "--carillon.admin.secret=" + SECRET.toBase64(),
                "--carillon.directory.root=/sbc-test/firewall",
                "--carillon.sbc.firewall.allowed=127.0.0.1");
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        HTTP.shutdownNow();
    }

    @BeforeEach
    void open() {
        put("{\"allowed\":[\"127.0.0.1\"]}", 200);
    }

    private static HttpResponse<String> send(String method, String path, String json, AdminRole role) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + one.port() + "/api/v1/firewall" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Bearer " + AdminToken.mint(SECRET, "test", Set.of(role), Duration.ofMinutes(5)))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String put(String json, int status) {
        var answer = send("PUT", "", json, AdminRole.OPERATOR);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private Peer at(String address) {
        return opened(Peer.udp("stranger", InetAddress.ofLiteral(address)));
    }

    private static SipRequest options(Peer from, Sbc to) {
        return from.send(from.request("OPTIONS", "sip:127.0.0.1:" + to.access().getPort()), to.access());
    }

    @Test
    void the_settings_of_the_node_hold_until_a_policy_is_set() {
        assertThat(send("GET", "", "", AdminRole.VIEWER).body()).contains("\"allowed\":[\"127.0.0.1/32\"]");
        try (var fresh = Sbc.start("sbc-9", NODES)) {
            assertThat(fresh.bean(Firewall.class).policy().rules())
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.userAgents()).contains("friendly-scanner"));
        }
    }

    @Test
    void a_denied_block_is_not_heard_at_any_border() {
        put("{\"denied\":[\"127.0.9.0/24\"]}", 200);
        await().until(() -> !other.bean(Firewall.class).policy().denied().isEmpty());
        var denied = at("127.0.9.1");
        var heard = at("127.0.8.1");
        for (var border : new Sbc[] {one, other}) {
            options(denied, border);
            options(heard, border);
            heard.expect(200);
        }
        assertThat(denied.hasMore()).isFalse();
        assertThat(send("GET", "/statistics", "", AdminRole.VIEWER).body()).doesNotContain("\"dropped\":0,");
    }

    @Test
    void a_rule_refuses_what_it_names_and_a_rate_sheds_what_is_over_it() {
        put("""
                {"perSource":{"perSecond":1,"burst":3},
                 "rules":[{"name":"no messages","methods":["MESSAGE"],"action":"refuse"}]}""", 200);
        var phone = at("127.0.7.1");
        phone.send(phone.request("MESSAGE", BOB), one.access());
        phone.expect(403);
        for (int i = 0; i < 3; i++) {
            options(phone, one);
            phone.expect(200);
        }
        options(phone, one);
        assertThat(phone.expect(503).number(HeaderName.RETRY_AFTER)).isPresent();
    }

    @Test
    void what_is_forged_in_the_name_of_a_registered_phone_bans_only_strangers() {
        put("{\"banScore\":20}", 200);
        var phone = opened(Peer.udp("user77", InetAddress.ofLiteral("127.0.4.1")));
        phone.send(register(phone), one.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        var stranger = at("127.0.4.2");
        for (var each : List.of(phone, stranger)) {
            for (int i = 0; i < 10; i++) {
                each.send(
                        ("no SIP at all, number " + i + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII), one.access());
            }
        }
        await().until(() -> send("GET", "/bans", "", AdminRole.VIEWER).body().contains("127.0.4.2"));
        assertThat(send("GET", "/bans", "", AdminRole.VIEWER).body()).doesNotContain("127.0.4.1");
        options(phone, one);
        phone.expect(200);
    }

    @Test
    void a_scanner_is_banned_and_an_operator_lifts_the_ban() {
        put("{\"rules\":[{\"name\":\"scanners\",\"userAgents\":[\"friendly-scanner\"],\"action\":\"ban\"}]}", 200);
        var scanner = at("127.0.6.1");
        scanner.send(
                scanner.request("OPTIONS", "sip:100@" + Sbc.HOME).append(HeaderName.USER_AGENT, "Friendly-Scanner"),
                one.access());
        await().until(() -> send("GET", "/bans", "", AdminRole.VIEWER).body().contains("127.0.6.1"));
        options(scanner, one); // not heard
        var another = at("127.0.6.2");
        options(another, one);
        another.expect(200); // what came before it has been looked at

        assertThat(send("DELETE", "/bans/127.0.6.1", "", AdminRole.OPERATOR).statusCode())
                .isEqualTo(204);
        var heard = options(scanner, one);
        assertThat(scanner.expect(200).callId()).isEqualTo(heard.callId());
        assertThat(send("DELETE", "/bans/127.0.6.1", "", AdminRole.OPERATOR).statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_operator_bans_by_hand() {
        var answer = send(
                "POST",
                "/bans",
                "{\"source\":\"127.0.5.1\",\"seconds\":3600,\"reason\":\"abuse 17\"}",
                AdminRole.OPERATOR);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(send("GET", "/bans", "", AdminRole.VIEWER).body()).contains("abuse 17");
        var banned = at("127.0.5.1");
        options(banned, one);
        var heard = at("127.0.8.2");
        options(heard, one);
        heard.expect(200);
        assertThat(banned.hasMore()).isFalse();
    }

    @Test
    void what_is_wrong_with_a_policy_is_said_and_changes_nothing() {
        assertThat(put("{\"denied\":[\"everybody\"]}", 400)).contains("everybody");
        assertThat(put("{\"rules\":[{\"name\":\"x\",\"action\":\"shout\"}]}", 400))
                .contains("shed, refuse, drop or ban");
        assertThat(send("POST", "/bans", "{\"source\":\"here\",\"seconds\":1}", AdminRole.OPERATOR)
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("PUT", "", "{}", AdminRole.VIEWER).statusCode()).isEqualTo(403);
        assertThat(send("GET", "", "", AdminRole.VIEWER).body()).contains("127.0.0.1/32");
    }
}
