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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                var relay = relay(hss);
                var scscf = scscf(relay.port())) {
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(hss.bean(DiameterServer.class).connected())
                                    .as(relay.program().said())
                                    .contains(DRA));
            await().atMost(SOON).until(() -> scscf.connected().contains(DRA));
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
        try (var relay = relay(hss);
                var scscf = scscf(relay.port())) {
            await().atMost(SOON)
                    .until(() -> hss.bean(DiameterServer.class).connected().contains(DRA));
            await().atMost(SOON).until(() -> scscf.connected().contains(DRA));
            assertThat(ask(scscf, lir("sip:anybody@" + HssNode.HOME)).result())
                    .isEqualTo(BaseResult.AUTHORIZATION_REJECTED);
        }
    }

    private record Relay(Program program, int port) implements AutoCloseable {
        @Override
        public void close() {
            program.close();
        }
    }

    private Relay relay(HssNode hss) throws IOException, InterruptedException {
        Program.need("/usr/bin/freeDiameterd", "freediameterd");
        Program.need("/usr/lib/freeDiameter/acl_wl.fdx", "freediameter-extensions");
        Program.need("/usr/bin/openssl", "openssl");
        int port = Program.freePort();
        var words = Map.<String, Object>of(
                "DOMAIN",
                HssNode.HOME,
                "FOLDER",
                folder,
                "PORT",
                port,
                "HSS",
                hss.bean(NodeIdentity.class).diameterHost(),
                "HSSPORT",
                hss.diameter().getPort());
        Program.write(folder.resolve("freediameter.conf"), "/freediameter/freediameter.conf", words);
        Program.write(folder.resolve("acl.conf"), "/freediameter/acl.conf", words);
        try (var certificate = Program.start(
                folder,
                "openssl",
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + DRA,
                        "-keyout",
                        "server.key",
                        "-out",
                        "server.crt"))) {
            assertThat(certificate.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        return new Relay(
                Program.start(folder, "freediameter", List.of("/usr/bin/freeDiameterd", "-c", "freediameter.conf")),
                port);
    }

    private DiameterClient scscf(int port) {
        var client = DiameterClient.create(ClientSettings.of(
                new LocalNode(SCSCF, HssNode.HOME),
                () -> List.of(new PeerAddress(DRA, "127.0.0.1", port)),
                Cx.APPLICATION));
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
