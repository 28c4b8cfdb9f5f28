package io.carillon.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.peer.OpenSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ContentType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import tools.jackson.databind.json.JsonMapper;

/** PCF and NRF as a 5G core protects them (TS 33.501 §13.1): a port with TLS, for who has a certificate. */
class SecureN5Test {
    private static final String DISCOVERY = "/nnrf-disc/v1/nf-instances?target-nf-type=PCF&requester-nf-type=PCSCF";
    private static final String SESSIONS = "/npcf-policyauthorization/v1/app-sessions";

    @TempDir
    static Path folder;

    private static OpenSsl authority;
    private static OpenSsl.Certificate own;
    private static SSLContext function;
    private static LabNode lab;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        authority = OpenSsl.authority(folder.resolve("authority"));
        own = authority.issue("lab", "IP:127.0.0.1");
        var shown = authority.issue("function", "IP:127.0.0.1");
        function = tls(
                PemSslStoreDetails.forCertificate(shown.certificate().toUri().toString())
                        .withPrivateKey(shown.key().toUri().toString()));
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var bundle = "spring.ssl.bundle.pem.core.";
        lab = LabNode.start(
                bundle + "keystore.certificate=" + own.certificate().toUri(),
                bundle + "keystore.private-key=" + own.key().toUri(),
                bundle + "truststore.certificate=" + authority.trust().toUri(),
                bundle + "reload-on-update=true",
                "spring.ssl.bundle.watch.file.quiet-period=200ms",
                "carillon.lab.pcf.ssl-bundle=core",
                "carillon.lab.pcf.port=" + port);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static SSLContext tls(PemSslStoreDetails key) {
        var trust = PemSslStoreDetails.forCertificate(authority.trust().toUri().toString());
        return SslBundle.of(new PemSslStoreBundle(key, trust)).createSslContext();
    }

    private static String secured(String path) {
        return "https://127.0.0.1:" + port + path;
    }

    private static SimpleHttpResponse ask(SSLContext who, SimpleRequestBuilder request) throws Exception {
        try (var client = H2AsyncClientBuilder.create()
                .setTlsStrategy(
                        ClientTlsStrategyBuilder.create().setSslContext(who).buildAsync())
                .build()) {
            client.start();
            return client.execute(request.build(), null).get(10, TimeUnit.SECONDS);
        }
    }

    /** The URI of a session that is told to speak of itself there. */
    private static String session(String notifications) throws Exception {
        var wish = SimpleRequestBuilder.post(secured("/oauth2/token"))
                .setBody(
                        "grant_type=client_credentials&nfInstanceId=a&nfType=PCSCF&targetNfType=PCF"
                                + "&scope=npcf-policyauthorization",
                        ContentType.APPLICATION_FORM_URLENCODED);
        var token = JsonMapper.shared()
                .readTree(ask(function, wish).getBodyText())
                .path("access_token")
                .asString();
        var made = ask(
                function,
                SimpleRequestBuilder.post(secured(SESSIONS))
                        .addHeader("Authorization", "Bearer " + token)
                        .setBody(
                                "{\"ascReqData\":{\"notifUri\":\"" + notifications + "\",\"ueIpv4\":\"10.0.0.1\"}}",
                                ContentType.APPLICATION_JSON));
        assertThat(made.getCode()).isEqualTo(201);
        return made.getFirstHeader("Location").getValue();
    }

    @Test
    void who_has_a_certificate_finds_them_and_nobody_else_does() throws Exception {
        var found = ask(function, SimpleRequestBuilder.get(secured(DISCOVERY)));
        var service = JsonMapper.shared()
                .readTree(found.getBodyText())
                .path("nfInstances")
                .path(0)
                .path("nfServices")
                .path(0);
        assertThat(service.path("scheme").asString()).isEqualTo("https");
        assertThat(service.path("ipEndPoints").path(0).path("port").asInt()).isEqualTo(port);
        assertThat(session("https://127.0.0.1:9/n")).startsWith(secured(SESSIONS));

        assertThat(lab.get(DISCOVERY).statusCode()).as("past the certificates").isEqualTo(404);
        assertThat(lab.post(SESSIONS, "{}").statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> ask(tls(null), SimpleRequestBuilder.get(secured(DISCOVERY))))
                .isInstanceOf(ExecutionException.class);
    }

    /** A function hears from it over TLS as well, and both see the certificate of today. */
    @Test
    void what_it_shows_changes_with_its_files() throws Exception {
        try (var listening = new ListeningFunction(function)) {
            var session = session(listening.uri());
            lose(session);
            assertThat(listening.shown()).isEqualTo(certificate(own));

            var next = authority.issue("next", "IP:127.0.0.1");
            Files.copy(next.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(next.certificate(), own.certificate(), StandardCopyOption.REPLACE_EXISTING);
            await().untilAsserted(() -> assertThat(shownByTheServer()).isEqualTo(certificate(next)));
            await().untilAsserted(() -> {
                lose(session);
                assertThat(listening.shown()).isEqualTo(certificate(next));
            });
        }
    }

    private static void lose(String session) {
        var id = session.substring(session.lastIndexOf('/') + 1);
        var told = LabNode.json(lab.post("/api/v1/n5-sessions/" + id + "/bearer-loss", ""));
        assertThat(told.path("status").asInt()).isEqualTo(204);
    }

    private static Certificate certificate(OpenSsl.Certificate of) throws IOException {
        return PemContent.load(of.certificate()).getCertificates().getFirst();
    }

    private static Certificate shownByTheServer() throws IOException {
        try (var socket = (SSLSocket) function.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }
}
