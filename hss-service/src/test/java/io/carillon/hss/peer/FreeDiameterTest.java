package io.carillon.hss.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ClientSettings;
import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterRequest;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.PeerTls;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.RegistrationTerminationAnswer;
import io.carillon.diameter.cx.RegistrationTerminationRequest;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.hss.HssNode;
import io.carillon.node.NodeIdentity;
import io.carillon.stores.TestStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** freeDiameter between an S-CSCF and this HSS, as a network's Diameter routing agent (RFC 6733 §2.8.1). */
class FreeDiameterTest {
    private static final String DRA = "dra." + HssNode.HOME;
    private static final String SCSCF = "scscf-41." + HssNode.HOME;
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final BlockingQueue<RegistrationTerminationRequest> terminations = new LinkedBlockingQueue<>();

    @Test
    void requests_go_both_ways_through_a_relay_that_is_trusted() throws Exception {
        try (var hss = HssNode.start("hss-41", TestStores.mysql(), "hss_relayed", "--carillon.diameter.agents=" + DRA);
                var relay = relay(hss, false);
                var scscf = scscf(relay.port(), Optional.empty())) {
            areConnected(hss, relay, scscf);
            String impi = "001010000008001@" + HssNode.HOME;
            String impu = "sip:" + impi;
            hss.put("/api/v1/subscribers/" + impi, "{\"impus\":[\"" + impu + "\"],\"password\":\"x\"}");

            assertThat(ask(scscf, lir(impu)).result())
                    .as(relay.program().said())
                    .isEqualTo(ThreeGppResult.UNREGISTERED_SERVICE);
            var assigned = ask(
                    scscf,
                    ServerAssignmentRequest.draft()
                            .set(BaseAvps.USER_NAME, impi)
                            .add(CxAvps.PUBLIC_IDENTITY, impu)
                            .set(CxAvps.SERVER_NAME, "sip:scscf.example")
                            .set(CxAvps.SERVER_ASSIGNMENT_TYPE, ServerAssignmentType.REGISTRATION)
                            .set(CxAvps.USER_DATA_ALREADY_AVAILABLE, false)
                            .build());
            assertThat(assigned.result()).isEqualTo(BaseResult.SUCCESS);
            assertThat(assigned.userData().orElseThrow()).contains(impu);

            assertThat(hss.post("/api/v1/subscribers/" + impi + "/deregister", "")
                            .body())
                    .contains("\"confirmed\":true");
            var termination = terminations.poll(10, TimeUnit.SECONDS);
            assertThat(termination).isNotNull();
            assertThat(termination.userName()).isEqualTo(impi);
        }
    }

    @Test
    void nobody_speaks_for_others_unless_it_is_a_trusted_agent() throws Exception {
        var hss = HssNode.shared();
        try (var relay = relay(hss, false);
                var scscf = scscf(relay.port(), Optional.empty())) {
            areConnected(hss, relay, scscf);
            assertThat(ask(scscf, lir("sip:anybody@" + HssNode.HOME)).result())
                    .isEqualTo(BaseResult.AUTHORIZATION_REJECTED);
        }
    }

    /** RFC 6733 §13.1, with GnuTLS on the other side: the relay is client of the HSS and server of the S-CSCF. */
    @Test
    void links_to_a_relay_are_tls_and_each_knows_the_other_by_its_certificate() throws Exception {
        Program.need("/usr/bin/openssl", "openssl");
        openssl("-subj", "/CN=ca", "-keyout", "ca.key", "-out", "ca.crt");
        issue("hss", "hss-42." + HssNode.HOME);
        issue("scscf", SCSCF);
        var bundle = "--spring.ssl.bundle.pem.peers.";
        var settings = new String[] {
            "--carillon.diameter.agents=" + DRA,
            "--carillon.diameter.names=" + DRA,
            "--carillon.diameter.ssl-bundle=peers",
            bundle + "keystore.certificate=" + file("hss.crt"),
            bundle + "keystore.private-key=" + file("hss.key"),
            bundle + "truststore.certificate=" + file("ca.crt")
        };
        var own = PemSslStoreDetails.forCertificate(file("scscf.crt")).withPrivateKey(file("scscf.key"));
        var shown = SslBundle.of(new PemSslStoreBundle(own, PemSslStoreDetails.forCertificate(file("ca.crt"))));
        try (var hss = HssNode.start("hss-42", TestStores.mysql(), "hss_secured", settings);
                var relay = relay(hss, true);
                var scscf = scscf(relay.port(), Optional.of(new PeerTls(shown::createSslContext)))) {
            areConnected(hss, relay, scscf);
            assertThat(ask(scscf, lir("sip:nobody@" + HssNode.HOME)).result())
                    .as(relay.program().said())
                    .isEqualTo(ThreeGppResult.USER_UNKNOWN);
        }
    }

    private void areConnected(HssNode hss, Relay relay, DiameterClient scscf) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hss.bean(DiameterServer.class).connected())
                        .as(relay.program().said())
                        .contains(DRA));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(scscf.connected()).as(relay.program().said()).contains(DRA));
    }

    private String file(String name) {
        return folder.resolve(name).toUri().toString();
    }

    private void issue(String name, String host) throws InterruptedException {
        openssl(
                "-CA",
                "ca.crt",
                "-CAkey",
                "ca.key",
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=DNS:" + host,
                "-keyout",
                name + ".key",
                "-out",
                name + ".crt");
    }

    private void openssl(String... words) throws InterruptedException {
        var command = new ArrayList<>(List.of("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt"));
        command.addAll(List.of("ec_paramgen_curve:P-256", "-nodes", "-days", "2"));
        command.addAll(List.of(words));
        try (var made = Program.start(folder, "openssl", command)) {
            assertThat(made.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(made.process().exitValue()).as(made.said()).isZero();
        }
    }

    private record Relay(Program program, int port) implements AutoCloseable {
        @Override
        public void close() {
            program.close();
        }
    }

    private Relay relay(HssNode hss, boolean secured) throws InterruptedException {
        Program.need("/usr/bin/freeDiameterd", "freediameterd");
        Program.need("/usr/lib/freeDiameter/acl_wl.fdx", "freediameter-extensions");
        Program.need("/usr/bin/openssl", "openssl");
        int port = Program.freePort();
        if (secured) {
            issue("server", DRA);
        } else {
            openssl("-subj", "/CN=" + DRA, "-keyout", "server.key", "-out", "server.crt");
        }
        var words = Map.<String, Object>of(
                "DOMAIN",
                HssNode.HOME,
                "FOLDER",
                folder,
                "PORTS",
                secured ? "Port = 0; SecPort = " + port : "Port = " + port + "; SecPort = 0",
                "CA",
                secured ? "ca" : "server",
                "CLEAR",
                secured ? "" : "No_TLS;",
                "ALLOWED",
                secured ? "" : "ALLOW_IPSEC",
                "HSS",
                hss.bean(NodeIdentity.class).diameterHost(),
                "HSSPORT",
                hss.diameter().getPort());
        Program.write(folder.resolve("freediameter.conf"), "/freediameter/freediameter.conf", words);
        Program.write(folder.resolve("acl.conf"), "/freediameter/acl.conf", words);
        return new Relay(
                Program.start(folder, "freediameter", List.of("/usr/bin/freeDiameterd", "-c", "freediameter.conf")),
                port);
    }

    private DiameterClient scscf(int port, Optional<PeerTls> tls) {
        var settings = ClientSettings.of(
                new LocalNode(SCSCF, HssNode.HOME),
                () -> List.of(new PeerAddress(DRA, "127.0.0.1", port)),
                Cx.APPLICATION);
        var client = DiameterClient.create(settings.secured(tls));
        client.handle(RegistrationTerminationRequest.class, request -> {
            terminations.add(request);
            return new RegistrationTerminationAnswer(
                    Envelope.OPEN, BaseResult.SUCCESS, Optional.empty(), List.of(), List.of());
        });
        return client.start();
    }

    private static LocationInfoRequest lir(String impu) {
        return LocationInfoRequest.draft().set(CxAvps.PUBLIC_IDENTITY, impu).build();
    }

    private static <A extends DiameterAnswer> A ask(DiameterClient client, DiameterRequest<A> request) {
        return switch (client.ask(request, Duration.ofSeconds(10))) {
            case Outcome.Answered<A>(var answer) -> answer;
            case Outcome.Unanswered<A>(var reason) -> throw new AssertionError("no answer: " + reason);
        };
    }
}
