package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminToken;
import io.carillon.sip.peer.OpenSsl;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The border as a relay of phones that use one (RFC 4976): a password by REST, then AUTH over TLS. */
class MsrpRelayTest extends GmTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PHONE = "msrps://127.0.0.1:9/phone;tcp";
    private static final String USER = "{\"user\":\"sip:carol@" + Sbc.HOME + "\"}";

    @TempDir
    private static Path folder;

    private static Sbc border;

    @BeforeAll
    static void start() throws IOException {
        var own = OpenSsl.authority(folder.resolve("authority")).issue("sbc", "IP:127.0.0.1");
        border = Sbc.start(
                "sbc-relay",
                NODES,
                "--carillon.sip.tls.identities[0].certificate=" + own.certificate(),
                "--carillon.sip.tls.identities[0].key=" + own.key(),
                "--carillon.sbc.msrp.relay.secret=a secret of the borders");
    }

    @AfterAll
    static void stop() {
        border.close();
    }

    private static HttpResponse<String> asks(Sbc sbc, AdminRole role, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sbc.port() + "/api/v1/msrp-credentials"))
                .timeout(Duration.ofSeconds(20))
                .header(
                        "Authorization",
                        "Bearer " + AdminToken.mint(Sbc.SECRET, "test", Set.of(role), Duration.ofMinutes(5)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String md5(String text) throws Exception {
        var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    /** A phone on a TLS connection of its own. */
    private record Phone(SSLSocket socket, BufferedReader in) implements AutoCloseable {
        static Phone of(URI relay) throws Exception {
            var context = SSLContext.getInstance("TLS");
            context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            var socket = (SSLSocket) context.getSocketFactory().createSocket(relay.getHost(), relay.getPort());
            socket.setSoTimeout(10_000);
            return new Phone(
                    socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
        }

        List<String> auth(String relay, String more) throws IOException {
            var request = "MSRP auth0001 AUTH\r\nTo-Path: " + relay + "\r\nFrom-Path: " + PHONE + "\r\n" + more
                    + "-------auth0001$\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var lines = new ArrayList<String>();
            do {
                lines.add(in.readLine());
            } while (!lines.getLast().startsWith("-------"));
            return lines;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String authorization(JsonNode issued, String challenge) throws Exception {
        var nonce = Pattern.compile("nonce=\"([^\"]+)\"").matcher(challenge);
        assertThat(nonce.find()).isTrue();
        var user = issued.path("username").asString();
        var realm = issued.path("realm").asString();
        var secret = md5(user + ":" + realm + ":" + issued.path("password").asString());
        var response = md5(secret + ":" + nonce.group(1) + ":00000001:c:auth:"
                + md5("AUTH:" + issued.path("relay").asString()));
        return "Authorization: Digest username=\"" + user + "\", realm=\"" + realm + "\", qop=auth, nonce=\""
                + nonce.group(1) + "\", nc=00000001, cnonce=\"c\", response=\"" + response + "\"\r\n";
    }

    @Test
    void a_phone_with_a_password_gets_a_uri_of_the_border_s() throws Exception {
        var answer = asks(border, AdminRole.OPERATOR, USER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var issued = JSON.readTree(answer.body());
        var relay = issued.path("relay").asString();
        try (var phone = Phone.of(URI.create(relay.replace("msrps:", "https:").replace(";tcp", "")))) {
            var challenge = phone.auth(relay, "");
            assertThat(challenge.getFirst()).isEqualTo("MSRP auth0001 401 Unauthorized");
            var granted = phone.auth(relay, authorization(issued, String.join("\n", challenge)));
            assertThat(granted.getFirst()).isEqualTo("MSRP auth0001 200 OK");
            assertThat(granted)
                    .contains("Expires: 900")
                    .anyMatch(line -> line.startsWith("Use-Path: msrps://127.0.0.1:"));
        }
    }

    @Test
    void passwords_are_given_out_by_operators_and_by_relays_only() {
        assertThat(asks(border, AdminRole.VIEWER, USER).statusCode()).isEqualTo(403);
        assertThat(asks(border, AdminRole.OPERATOR, "{\"user\":\"nobody\"}").statusCode())
                .isEqualTo(400);
        var none = asks(SBC, AdminRole.OPERATOR, USER);
        assertThat(none.statusCode()).isEqualTo(409);
        assertThat(none.body()).contains("carillon.sbc.msrp.relay.secret");
    }
}
