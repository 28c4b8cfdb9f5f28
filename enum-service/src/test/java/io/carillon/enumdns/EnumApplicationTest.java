package io.carillon.enumdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.enumdns.adapter.mysql.MySqlNumbers;
import io.carillon.enumdns.wire.DnsServer;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.stores.MySqlServer;
import io.carillon.stores.TestStores;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** The node as it runs, with its database, its REST interface and its directory. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"carillon.enum.dns-port=0", "carillon.trace.enabled=false", "carillon.data-dir=target/run"})
class EnumApplicationTest {
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);
    private static final CuttableLink DATABASE = linkToDatabase();

    @Autowired
    private DnsServer server;

    @Autowired
    private MySqlNumbers store;

    @Autowired
    private NodeDirectory directory;

    @LocalServerPort
    private int httpPort;

    private DnsClient dns;

    @DynamicPropertySource
    static void stores(DynamicPropertyRegistry registry) {
        MySqlServer mysql = TestStores.mysql();
        MySqlServer linked = new MySqlServer("127.0.0.1", DATABASE.port(), mysql.user(), mysql.password());
        registry.add("spring.datasource.url", () -> linked.jdbcUrl("enum_test"));
        registry.add("spring.datasource.username", mysql::user);
        registry.add("spring.datasource.password", mysql::password);
        InetSocketAddress zooKeeper = TestStores.zooKeeper();
        registry.add(
                "spring.cloud.zookeeper.connect-string", () -> zooKeeper.getHostString() + ':' + zooKeeper.getPort());
        registry.add("carillon.admin.secret", () -> SECRET);
    }

    private static CuttableLink linkToDatabase() {
        MySqlServer mysql = TestStores.mysql();
        try {
            return new CuttableLink(mysql.host(), mysql.port());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        dns = new DnsClient(server.local());
    }

    /** The store by itself, emptied for each test. */
    @Nested
    class Store extends NumbersContract {
        @Override
        protected Numbers empty() {
            store.list(Optional.empty(), Optional.empty(), 1000).forEach(mapping -> store.remove(mapping.number()));
            return store;
        }
    }

    @Test
    void a_number_put_over_rest_is_answered_over_dns_at_once_until_it_is_removed() throws Exception {
        String name = "1.1.1.1.e164.arpa";
        assertThat(dns.naptr(name).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        HttpResponse<String> created = put("+1111", "{\"uri\":\"sip:+1111@example.net;user=phone\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).contains("\"e164\":\"+1111\"");
        Message answer = dns.naptr(name);
        assertThat(((NAPTRRecord) answer.getSection(Section.ANSWER).getFirst()).getRegexp())
                .isEqualTo("!^.*$!sip:+1111@example.net;user=phone!");

        assertThat(put("1111", "{\"routingNumber\":\"+49199\",\"npdi\":true}").statusCode())
                .isEqualTo(200);
        assertThat(((NAPTRRecord) dns.naptr(name).getSection(Section.ANSWER).getFirst()).getRegexp())
                .isEqualTo("!^.*$!tel:+1111;npdi;rn=+49199!");
        assertThat(send("GET", "/api/v1/numbers/+1111", "").body()).contains("\"npdi\":true", "+49199");

        assertThat(send("DELETE", "/api/v1/numbers/+1111", "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "/api/v1/numbers/+1111", "").statusCode()).isEqualTo(404);
        assertThat(dns.naptr(name).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void numbers_are_listed_a_page_at_a_time() throws Exception {
        for (String number : new String[] {"+2221", "+2222", "+2223"}) {
            put(number, "{\"uri\":\"sip:x@example.net\"}");
        }
        assertThat(send("GET", "/api/v1/numbers?limit=2&after=%2B222", "").body())
                .contains("+2221", "+2222", "\"next\":\"+2222\"")
                .doesNotContain("+2223");
        assertThat(send("GET", "/api/v1/numbers?limit=2&after=2222", "").body()).contains("+2223");
        assertThat(send("GET", "/api/v1/numbers?q=%2B222&after=2221&limit=1", "")
                        .body())
                .contains("+2222", "\"next\":\"+2222\"")
                .doesNotContain("+2221");
        assertThat(send("GET", "/api/v1/numbers?q=2223", "").body())
                .contains("+2223")
                .doesNotContain("+2222", "next");
    }

    @Test
    void what_is_wrong_with_a_request_is_said() throws Exception {
        assertThat(put("+abc", "{\"uri\":\"sip:x@example.net\"}").statusCode()).isEqualTo(400);
        assertThat(put("+1234567890123456", "{\"uri\":\"sip:x@example.net\"}").statusCode())
                .isEqualTo(400);
        assertThat(put("+1", "{}").body()).contains("uri, a routingNumber or both");
        assertThat(put("+1", "{\"uri\":\"sip:x!@example.net\"}").statusCode()).isEqualTo(400);
        assertThat(put("+1", "{\"uri\":\"http://x\"}").statusCode()).isEqualTo(400);
        assertThat(put("+1", "{").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/api/v1/numbers?limit=0", "").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/api/v1/numbers?q=bob", "").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/api/v1/numbers/+999", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/api/v1/numbers", "", "no-token").statusCode()).isEqualTo(401);
    }

    @Test
    void the_node_is_found_and_its_wire_answers() throws Exception {
        await().until(() -> directory.pick("enum").flatMap(node -> node.address("dns")), Optional::isPresent);
        assertThat(send("GET", "/actuator/health/functional", "").body()).contains("UP");
    }

    @Test
    void while_the_database_is_away_known_numbers_work_unknown_ones_fail_and_all_is_well_again_after()
            throws Exception {
        put("+3331", "{\"uri\":\"sip:x@example.net\"}");
        assertThat(dns.naptr("1.3.3.3.e164.arpa").getRcode()).isEqualTo(Rcode.NOERROR);
        DATABASE.cut();
        try {
            assertThat(dns.naptr("2.3.3.3.e164.arpa").getRcode()).isEqualTo(Rcode.SERVFAIL);
            assertThat(dns.naptr("1.3.3.3.e164.arpa").getSection(Section.ANSWER))
                    .hasSize(1);
            assertThat(put("+3332", "{\"uri\":\"sip:x@example.net\"}").statusCode())
                    .isEqualTo(503);
        } finally {
            DATABASE.mend();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(dns.naptr("2.3.3.3.e164.arpa").getRcode()).isEqualTo(Rcode.NXDOMAIN));
    }

    private HttpResponse<String> put(String number, String body) throws IOException, InterruptedException {
        return send("PUT", "/api/v1/numbers/" + number, body);
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        AdminSecret secret = AdminSecret.ofBase64(SECRET);
        String token = AdminToken.mint(secret, "test", Set.of(AdminRole.OPERATOR), Duration.ofMinutes(5));
        return send(method, path, body, token);
    }

    private HttpResponse<String> send(String method, String path, String body, String token)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
