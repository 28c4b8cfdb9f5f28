package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.node.directory.StaticNodes;
import io.carillon.sbc.adapter.http.Repository;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.OpenSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** N5 as a 5G core protects it (TS 33.501 §13): TLS with certificates on both sides, and tokens of the NRF. */
@ExtendWith(OutputCaptureExtension.class)
class SecureN5Test extends GmTest {
    private static final String SESSIONS = "/npcf-policyauthorization/v1/app-sessions";

    @TempDir
    static Path folder;

    private static OpenSsl authority;
    private static SSLContext functions;
    private static Pcf pcf;
    private static int port;
    private static OpenSsl.Certificate own;

    @BeforeAll
    static void start() throws IOException {
        authority = OpenSsl.authority(folder.resolve("authority"));
        functions = tls(authority.issue("pcf", "IP:127.0.0.1"));
        pcf = new Pcf(functions);
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        pcf.close();
    }

    private static SSLContext tls(OpenSsl.Certificate own) {
        var key = PemSslStoreDetails.forCertificate(own.certificate().toUri().toString())
                .withPrivateKey(own.key().toUri().toString());
        var trust = PemSslStoreDetails.forCertificate(authority.trust().toUri().toString());
        return SslBundle.of(new PemSslStoreBundle(key, trust)).createSslContext();
    }

    private Sbc border() throws IOException {
        own = authority.issue("border", "IP:127.0.0.1");
        var bundle = "--spring.ssl.bundle.pem.core.";
        var border = Sbc.start(
                "sbc-n5",
                StaticNodes.of(cscf(), relay.node(), PCRF.node()),
                bundle + "keystore.certificate=" + own.certificate().toUri(),
                bundle + "keystore.private-key=" + own.key().toUri(),
                bundle + "truststore.certificate=" + authority.trust().toUri(),
                bundle + "reload-on-update=true",
                "--spring.ssl.bundle.watch.file.quiet-period=200ms",
                "--carillon.sbc.policy-deadline=5s",
                "--carillon.sbc.n5.ssl-bundle=core",
                "--carillon.sbc.n5.port=" + port,
                "--carillon.sbc.nrf=" + pcf.uri());
        await().until(() -> {
            border.bean(Repository.class).beat();
            return pcf.registered;
        });
        return border;
    }

    private SipResponse talking(Sbc border, Peer phone) {
        phone.send(register(phone), border.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        phone.send(
                invite(phone, sdp("10.0.0.1", 4000)).append(HeaderName.P_ACCESS_NETWORK_INFO, "3GPP-NR-FDD"),
                border.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), sdp("10.0.0.2", 5000)));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), border.access());
        core.expect("ACK");
        return ok;
    }

    @Test
    void a_call_is_authorised_with_a_token_and_ended_by_who_has_a_certificate() throws Exception {
        try (var border = border()) {
            var phone = phone();
            var ok = talking(border, phone);
            var wish = pcf.expect("POST", "/oauth2/token").body();
            assertThat(wish)
                    .contains("grant_type=client_credentials", "targetNfType=PCF", "scope=npcf-policyauthorization");
            var made = pcf.expect("POST", SESSIONS);
            assertThat(made.authorization()).isEqualTo("Bearer token-1");
            var told =
                    URI.create(made.json().path("ascReqData").path("notifUri").asString());
            assertThat(told.getScheme()).isEqualTo("https");

            pcf.changesTokens();
            phone.send(phone.inDialog("INVITE", 2, ok).body("application/sdp", sdp("10.0.0.1", 4010)), border.access());
            var change = core.expect("INVITE");
            core.reply(change, with(core.answer(change, 200), sdp("10.0.0.2", 5010)));
            phone.expect(200);
            pcf.expect("PATCH", SESSIONS + "/\\d+");
            pcf.expect("POST", "/oauth2/token");
            assertThat(pcf.expect("PATCH", SESSIONS + "/\\d+").authorization()).isEqualTo("Bearer token-3");

            onlyThePcfIsBelieved(border, told);
            assertThat(tells(functions, told)).isEqualTo(204);
            phone.reply(phone.expect("BYE"), 200);
            core.reply(core.expect("BYE"), 200);
            pcf.expect("POST", SESSIONS + "/\\d+/delete");
            assertThat(border.traces().toString()).doesNotContain("token-3");
        }
    }

    @Test
    void changed_certificates_are_shown_and_broken_ones_are_not(CapturedOutput log) throws Exception {
        try (var border = border()) {
            var next = authority.issue("next", "IP:127.0.0.1");
            Files.copy(next.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(next.certificate(), own.certificate(), StandardCopyOption.REPLACE_EXISTING);
            var wanted = PemContent.load(next.certificate()).getCertificates().getFirst();
            await().untilAsserted(() -> assertThat(shownAt(port)).isEqualTo(wanted));
            await().untilAsserted(() -> {
                border.bean(Repository.class).beat();
                assertThat(pcf.shown()).isEqualTo(wanted);
            });
            Files.writeString(own.certificate(), "no certificate");
            await().untilAsserted(() -> assertThat(log.getAll()).contains("the old ones stay in use"));
            assertThat(shownAt(port)).isEqualTo(wanted);
        }
    }

    private static Certificate shownAt(int port) throws IOException {
        try (var socket = (SSLSocket) functions.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static void onlyThePcfIsBelieved(Sbc border, URI told) throws Exception {
        var nobody = SslBundle.of(new PemSslStoreBundle(
                        null,
                        PemSslStoreDetails.forCertificate(
                                authority.trust().toUri().toString())))
                .createSslContext();
        assertThatThrownBy(() -> tells(nobody, told)).as("no certificate").isInstanceOf(IOException.class);
        var other = told.resolve(told.getPath().replaceFirst("[^/]+$", "AAAA"));
        assertThat(tells(functions, other)).as("another session's address").isEqualTo(404);
        var open = URI.create("http://127.0.0.1:" + border.port() + told.getPath());
        assertThat(tells(functions, open)).as("past the certificates").isEqualTo(404);
    }

    private static int tells(SSLContext who, URI where) throws IOException, InterruptedException {
        var news = "{\"termCause\":\"PDU_SESSION_TERMINATION\",\"resUri\":\"" + pcf.latest + "\"}";
        try (var client = HttpClient.newBuilder().sslContext(who).build()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(where + "/terminate"))
                                    .timeout(Duration.ofSeconds(10))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(news))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
