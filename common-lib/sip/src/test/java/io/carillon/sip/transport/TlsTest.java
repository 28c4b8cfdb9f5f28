package io.carillon.sip.transport;

import static io.carillon.sip.transport.Stacks.WIRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.peer.OpenSsl;
import io.carillon.sip.peer.OpenSsl.Certificate;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.TlsSettings.Clients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS between two stacks, and between one and openssl. */
class TlsTest {
    @TempDir
    static Path folder;

    private static OpenSsl authority;
    private static Certificate home;
    private static Certificate other;

    private final List<SipStack> stacks = new ArrayList<>();
    private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    @BeforeAll
    static void certificates() throws IOException {
        authority = OpenSsl.authority(folder.resolve("authority"));
        home = authority.issue("home", "URI:sip:home.example", "DNS:sbc.home.example", "IP:127.0.0.1");
        other = authority.issue("other", "DNS:other.example");
    }

    @AfterEach
    void close() {
        stacks.forEach(SipStack::close);
    }

    private static TlsSettings serving(Certificate... certificates) {
        return TlsSettings.trusting(authority.trust())
                .identities(Arrays.stream(certificates)
                        .map(each -> new TlsSettings.Identity(each.certificate(), each.key()))
                        .toList());
    }

    private SipStack stack(TlsSettings tls, Transport... transports) {
        var stack = Stacks.patient(TransportSettings.STANDARD.tls(tls), Set.of(transports), transaction -> {
            arrivals.add(transaction.arrival());
            transaction.respond(200);
        });
        stacks.add(stack);
        return stack;
    }

    private static Hop to(SipStack server, String domain) {
        return new Hop(Transport.TLS, server.address(WIRE, Transport.TLS), domain, false);
    }

    private static int ask(SipStack client, Hop hop) {
        return client.client(WIRE)
                .ask(Stacks.options("tls-" + System.nanoTime()), hop)
                .status();
    }

    @Test
    void a_request_goes_to_the_domain_that_the_certificate_proves() {
        var server = stack(serving(home), Transport.TLS);
        var client = stack(TlsSettings.trusting(authority.trust()));

        var answer = client.client(WIRE).ask(Stacks.options("tls-1"), to(server, "home.example"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.topVia().transport()).isEqualTo("TLS");
        assertThat(arrivals.remove().transport()).isEqualTo(Transport.TLS);
    }

    @Test
    void a_server_known_by_address_proves_its_address() {
        var server = stack(serving(home), Transport.TLS);
        var client = stack(TlsSettings.trusting(authority.trust()));

        assertThat(ask(client, to(server, ""))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere.example", "sbc.home.example", "x.home.example"})
    void a_certificate_for_another_name_gets_nothing(String domain) {
        var server = stack(serving(home), Transport.TLS);
        var client = stack(TlsSettings.trusting(authority.trust()));

        assertThat(ask(client, to(server, domain))).isEqualTo(503);
        assertThat(arrivals).isEmpty();
    }

    @Test
    void a_certificate_of_an_unknown_authority_gets_nothing() throws IOException {
        var stranger = OpenSsl.authority(folder.resolve("stranger"));
        var server = stack(serving(home), Transport.TLS);
        var client = stack(TlsSettings.trusting(stranger.trust()));

        assertThat(ask(client, to(server, "home.example"))).isEqualTo(503);
    }

    @Test
    void a_client_has_to_show_a_certificate_where_that_is_asked() {
        var server = stack(serving(home).clients(Clients.CERTIFICATE_NEEDED), Transport.TLS);

        assertThat(ask(stack(serving(other)), to(server, "home.example"))).isEqualTo(200);
        assertThat(ask(stack(TlsSettings.trusting(authority.trust())), to(server, "home.example")))
                .isEqualTo(503);
    }

    @Test
    void a_revoked_certificate_is_refused_and_others_are_not() throws IOException {
        var revoked = authority.issue("revoked", "DNS:revoked.example");
        authority.revoke(revoked);
        var settings = serving(home).clients(Clients.CERTIFICATE_NEEDED).revoked(authority.revocations());
        var server = stack(settings, Transport.TLS);

        assertThat(ask(stack(serving(revoked)), to(server, "home.example"))).isEqualTo(503);
        assertThat(ask(stack(serving(other)), to(server, "home.example"))).isEqualTo(200);
    }

    @Test
    void a_responder_tells_what_is_revoked() throws IOException {
        int port = freePort();
        var revoked = authority.issueWithResponder("revoked-online", port, "DNS:revoked.example");
        var good = authority.issueWithResponder("good-online", port, "DNS:good.example");
        authority.revoke(revoked);
        var responder = authority.responder(port);
        try {
            var server = stack(serving(home).clients(Clients.CERTIFICATE_NEEDED).ocsp(true), Transport.TLS);

            assertThat(ask(stack(serving(revoked)), to(server, "home.example"))).isEqualTo(503);
            assertThat(ask(stack(serving(good)), to(server, "home.example"))).isEqualTo(200);
        } finally {
            responder.destroy();
        }
    }

    /** As many as there can be I/O threads wait for a responder that is silent; nobody else does. */
    @Test
    void a_silent_responder_holds_up_only_whose_certificate_it_is() throws Exception {
        int waiting = 2 * Runtime.getRuntime().availableProcessors();
        int port = freePort();
        var sure = authority.issueWithResponder("sure", port, "DNS:sure.example");
        var responder = authority.responder(port);
        try (var silent = new ServerSocket(0, waiting, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var unsure = authority.issueWithResponder("unsure", silent.getLocalPort(), "DNS:unsure.example");
            var server = stack(serving(home).clients(Clients.CERTIFICATE_NEEDED).ocsp(true), Transport.TLS);
            var asked = new ArrayList<Future<Integer>>();
            var open = new ArrayList<Socket>();
            for (int i = 0; i < waiting; i++) {
                var client = stack(serving(unsure));
                asked.add(threads.submit(() -> ask(client, to(server, "home.example"))));
                open.add(silent.accept());
            }

            assertThat(ask(stack(serving(sure)), to(server, "home.example"))).isEqualTo(200);
            assertThat(asked).noneMatch(Future::isDone);

            silent.close();
            for (var each : open) {
                each.close();
            }
            for (var each : asked) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo(200);
            }
        } finally {
            responder.destroy();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void requests_come_back_over_the_connection_of_a_client_that_proved_its_name() {
        var server = stack(serving(home).clients(Clients.CERTIFICATE_NEEDED), Transport.TLS);
        var client = stack(serving(other), Transport.TLS);
        assertThat(ask(client, to(server, "home.example"))).isEqualTo(200);
        arrivals.clear();

        assertThat(ask(server, to(client, "other.example"))).isEqualTo(200);

        assertThat(arrivals.remove().remote()).isEqualTo(server.address(WIRE, Transport.TLS));
        assertThat(server.statistics().connections()).isEqualTo(1);
    }

    @Test
    void the_name_that_a_client_asks_for_chooses_the_certificate() throws Exception {
        var server = stack(serving(home, other), Transport.TLS);
        try (var named = SecureClient.connect(server, authority, "-servername", "other.example");
                var nameless = SecureClient.connect(server, authority, "-noservername")) {
            assertThat(named.saysUntil("subject=CN = other")).isTrue();
            assertThat(nameless.saysUntil("subject=CN = home")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void openssl_asks_and_gets_its_answer(String version) throws Exception {
        var server = stack(serving(home), Transport.TLS);
        try (var client = SecureClient.connect(server, authority, version, "-verify_return_error")) {
            client.send(Stacks.text("TLS"));
            assertThat(client.saysUntil("SIP/2.0 200 OK")).isTrue();
        }
    }

    @Test
    void older_versions_are_refused() throws Exception {
        var server = stack(serving(home), Transport.TLS);
        try (var client = SecureClient.connect(server, authority, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0")) {
            assertThat(client.saysUntil("alert protocol version")).isTrue();
        }
    }

    @Test
    void changed_files_are_used_without_a_restart_and_broken_ones_are_not() throws Exception {
        var shown = Files.createDirectories(folder.resolve("reload"));
        var live = new Certificate(shown.resolve("live.pem"), shown.resolve("live.key"));
        put(home, live);
        var server = stack(serving(live).reload(Duration.ofMillis(50)), Transport.TLS);
        assertThat(shows(server)).isEqualTo("home");

        put(other, live);
        await(() -> shows(server).equals("other"));

        Files.writeString(live.certificate(), "no certificate at all");
        Files.writeString(live.key(), "nor a key");
        assertThat(ask(stack(TlsSettings.trusting(authority.trust())), to(server, "other.example")))
                .isEqualTo(200);
        put(home, live);
        await(() -> shows(server).equals("home"));
    }

    @Test
    void broken_certificates_at_the_start_are_told() throws IOException {
        var broken = Files.writeString(folder.resolve("broken.pem"), "no certificate");
        assertThatThrownBy(() -> stack(serving(new Certificate(broken, broken)), Transport.TLS))
                .hasMessageContaining("Certificates cannot be used");
    }

    @Test
    void large_messages_in_both_directions_pass_in_order() {
        var server = stack(serving(home), Transport.TLS);
        var client = stack(TlsSettings.trusting(authority.trust()));
        var large = Stacks.options("large")
                .edit()
                .append(HeaderName.CONTENT_TYPE, "text/plain")
                .body("text/plain", "x".repeat(100_000))
                .build();

        assertThat(client.client(WIRE).ask(large, to(server, "home.example")).status())
                .isEqualTo(200);
    }

    private static void put(Certificate from, Certificate to) throws IOException {
        Files.copy(from.certificate(), to.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(from.key(), to.key(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The common name that the server shows now. */
    private static String shows(SipStack server) {
        try (var client = SecureClient.connect(server, authority)) {
            return client.saysUntil("subject=CN = other") ? "other" : "home";
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
