package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.node.directory.StaticNodes;
import io.carillon.sbc.ibcf.TrunkAudit;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.OpenSsl;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Other networks over TLS: known by their certificates, heard as far as was agreed (TS 24.229 §5.10.3, RFC 5922). */
class TrunkTest extends GmTest {
    private static final String CALLER = "sip:+49301234@carrier.example;user=phone";

    @TempDir
    static Path folder;

    private static final StaticNodes AROUND = new StaticNodes();
    private static OpenSsl authority;
    private static OpenSsl.Certificate carrier;
    private static Sbc border;

    @BeforeAll
    static void start() throws IOException {
        authority = OpenSsl.authority(folder.resolve("authority"));
        carrier = authority.issue("carrier", "URI:sip:carrier.example");
        var own = authority.issue("border", "DNS:trunk." + Sbc.HOME);
        border = Sbc.start(
                "sbc-trunk",
                AROUND,
                "--carillon.sip.tls.identities[0].certificate=" + own.certificate(),
                "--carillon.sip.tls.identities[0].key=" + own.key(),
                "--carillon.sip.tls.trust=" + authority.trust(),
                "--carillon.sip.points.trunk.port=0",
                "--carillon.sip.points.trunk.transports=tls",
                "--carillon.sip.points.trunk.clients=certificate-needed",
                "--carillon.sbc.trunks[0].name=company",
                "--carillon.sbc.trunks[0].certificates=pbx.example",
                "--carillon.sbc.trunks[0].numbers=+4940",
                "--carillon.sbc.trunks[1].name=carrier",
                "--carillon.sbc.trunks[1].certificates=carrier.example",
                "--carillon.sbc.trunks[1].domains=carrier.example",
                "--carillon.sbc.trunks[1].numbers=+4930");
    }

    @AfterAll
    static void stop() {
        border.close();
    }

    @BeforeEach
    void around() {
        AROUND.put(cscf());
        AROUND.put(relay.node());
        AROUND.put(PCRF.node());
        border.redis().delete("sbc:trunk-audit");
    }

    private static InetSocketAddress door() {
        return border.bean(SipStack.class).address("trunk", Transport.TLS);
    }

    private static SSLContext tls(OpenSsl.Certificate shown) {
        var key = PemSslStoreDetails.forCertificate(shown.certificate().toUri().toString())
                .withPrivateKey(shown.key().toUri().toString());
        var trust = PemSslStoreDetails.forCertificate(authority.trust().toUri().toString());
        return SslBundle.of(new PemSslStoreBundle(key, trust)).createSslContext();
    }

    private Peer network(OpenSsl.Certificate shown) throws IOException {
        var socket = (SSLSocket) tls(shown).getSocketFactory().createSocket(door().getAddress(), door().getPort());
        socket.startHandshake();
        return opened(Peer.over("gateway", socket));
    }

    private static RequestEdit call(Peer network, String callee, String... asserted) {
        return network.request("INVITE", callee)
                .setAll(
                        HeaderName.P_ASSERTED_IDENTITY,
                        List.of(asserted).stream().map(each -> "<" + each + ">").toList())
                .body("application/sdp", sdp("10.0.0.1", 4000));
    }

    @Test
    void a_network_that_proves_its_name_calls_one_of_ours() throws IOException {
        var network = network(carrier);
        network.send(call(network, BOB, CALLER).append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"theirs\""), door());

        var invite = core.expect("INVITE");
        assertThat(invite.all(HeaderName.ROUTE)).containsExactly("<sip:icscf." + Sbc.HOME + ";lr>");
        assertThat(invite.addresses(HeaderName.P_ASSERTED_IDENTITY))
                .extracting(NameAddr::uri)
                .containsExactly(CALLER);
        assertThat(invite.first(HeaderName.P_CHARGING_VECTOR).orElseThrow())
                .contains(";orig-ioi=\"carrier.example\"")
                .doesNotContain("theirs");
        core.reply(invite, with(fromCore(invite, 200), sdp("10.0.0.2", 5000)));
        var ok = network.expect(200);
        assertThat(ok.addresses(HeaderName.RECORD_ROUTE).getLast().sipUri())
                .satisfies(route -> assertThat(route.port()).isEqualTo(door().getPort()))
                .satisfies(route -> assertThat(route.param("transport")).contains("tls"));
        network.send(network.inDialog("ACK", 1, ok), door());
        core.expect("ACK");
        assertThat(PCRF.wasAskedFor(CALLER)).as("bearers are for phones").isFalse();

        core.send(core.inDialog("BYE", 1, invite), border.core());
        var bye = network.expect("BYE");
        network.reply(bye, 200);
        core.expect(200);
        await().untilAsserted(() -> assertThat(border.records(invite.callId()))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.caller()).isEqualTo(CALLER);
                    assertThat(record.extra()).containsEntry("trunk", "carrier").containsEntry("function", "IBCF");
                }));
    }

    @Test
    void its_call_goes_on_over_another_connection_of_its_own_and_of_nobody_else() throws IOException {
        var network = network(carrier);
        network.send(call(network, BOB, CALLER), door());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), sdp("10.0.0.2", 5000)));
        var ok = network.expect(200);
        network.send(network.inDialog("ACK", 1, ok), door());
        core.expect("ACK");

        var stranger = network(authority.issue("pbx", "DNS:pbx.example"));
        stranger.send(network.inDialog("BYE", 2, ok).set(HeaderName.VIA, stranger.via()), door());
        assertThat(stranger.expectFinal().status()).isEqualTo(403);
        var phone = phone();
        phone.send(network.inDialog("BYE", 3, ok).set(HeaderName.VIA, phone.via()), border.access());
        assertThat(phone.expectFinal().status()).isEqualTo(403);

        network.close();
        var again = network(carrier);
        again.send(network.inDialog("BYE", 4, ok).set(HeaderName.VIA, again.via()), door());
        core.reply(core.expect("BYE"), 200);
        again.expect(200);
    }

    @ParameterizedTest
    @CsvSource({
        "sip:alice@carrier.example, ",
        "tel:+4930555, ",
        "sip:+4930555@elsewhere.example;user=phone, ",
        "sip:alice@elsewhere.example, Caller Not Of This Trunk",
        "sip:alice@ims.mnc001.mcc001.3gppnetwork.org, Caller Not Of This Trunk",
        "tel:+4940555, Caller Not Of This Trunk",
        "sip:+4940555@carrier.example;user=phone, Caller Not Of This Trunk"
    })
    void it_says_who_of_its_own_calls_and_of_nobody_else(String identity, String refusal) throws IOException {
        var network = network(carrier);
        network.send(call(network, "tel:+15550199", identity), door());
        if (refusal == null) {
            var invite = core.expect("INVITE");
            core.reply(invite, 486);
            assertThat(network.expectFinal().status()).isEqualTo(486);
        } else {
            refused(network, "carrier", identity, refusal);
        }
    }

    @Test
    void every_identity_that_it_asserts_has_to_be_its_own() throws IOException {
        var network = network(carrier);
        network.send(call(network, BOB, CALLER, "tel:+4940555"), door());
        refused(network, "carrier", "tel:+4940555", "Caller Not Of This Trunk");
    }

    @Test
    void without_an_asserted_identity_from_counts() throws IOException {
        var network = network(carrier);
        network.send(network.request("MESSAGE", BOB), door());
        refused(network, "carrier", network.identity(), "Caller Not Of This Trunk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:zoe@elsewhere.example", "sip:scscf.ims.mnc001.mcc001.3gppnetwork.org"})
    void nobody_comes_through_us_to_somebody_else(String callee) throws IOException {
        var network = network(carrier);
        network.send(call(network, callee, CALLER), door());
        refused(network, "carrier", CALLER, "No Transit");
    }

    @Test
    void nor_chooses_its_way_through_the_core() throws IOException {
        var network = network(carrier);
        network.send(call(network, BOB, CALLER).append(HeaderName.ROUTE, SERVICE_ROUTE), door());
        refused(network, "carrier", CALLER, "No Transit");
    }

    @Test
    void a_certificate_for_another_name_opens_nothing() throws IOException {
        var network = network(authority.issue("other", "URI:sip:other.example", "DNS:carrier.example"));
        network.send(call(network, BOB, CALLER), door());
        var entry = refused(network, "", "", "No Trunk With This Certificate");
        assertThat(entry.proven()).as("a sip URI is the name, DNS then is none").containsExactly("other.example");
    }

    @Test
    void a_wildcard_is_no_name() throws IOException {
        var network = network(authority.issue("wild", "DNS:*.example"));
        network.send(call(network, BOB, CALLER), door());
        refused(network, "", "", "No Trunk With This Certificate");
    }

    private static TrunkAudit.Entry refused(Peer network, String trunk, String identity, String reason) {
        SipResponse answer = network.expectFinal();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).isEqualTo(reason);
        var entry = border.bean(TrunkAudit.class).latest(10).getFirst();
        assertThat(entry.trunk()).isEqualTo(trunk);
        assertThat(entry.identity()).isEqualTo(identity);
        assertThat(entry.reason()).isEqualTo(reason);
        assertThat(entry.callId()).isEqualTo(answer.callId());
        assertThat(border.read("/api/v1/trunks/refusals?limit=1")).contains(reason, answer.callId());
        return entry;
    }

    @Test
    void without_a_certificate_there_is_no_connection() {
        assertThatThrownBy(() -> {
                    var nobody = SslBundle.of(new PemSslStoreBundle(
                                    null,
                                    PemSslStoreDetails.forCertificate(
                                            authority.trust().toUri().toString())))
                            .createSslContext();
                    speak((SSLSocket) nobody.getSocketFactory().createSocket(door().getAddress(), door().getPort()));
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void nor_with_one_of_an_authority_that_nobody_here_knows() {
        assertThatThrownBy(() -> {
                    var other = OpenSsl.authority(folder.resolve("other"));
                    var forged = other.issue("carrier", "URI:sip:carrier.example");
                    speak((SSLSocket)
                            tls(forged).getSocketFactory().createSocket(door().getAddress(), door().getPort()));
                })
                .isInstanceOf(IOException.class);
    }

    /** In TLS 1.3 the client hears of its refusal only when it reads. */
    private static void speak(SSLSocket socket) throws IOException {
        try (socket) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            socket.getOutputStream().write("OPTIONS sip:x SIP/2.0\r\n".getBytes(StandardCharsets.UTF_8));
            if (socket.getInputStream().read() < 0) {
                throw new IOException("closed");
            }
        }
    }

    @Test
    void phones_are_not_asked_for_certificates() throws IOException {
        var trusting = SslBundle.of(new PemSslStoreBundle(
                        null,
                        PemSslStoreDetails.forCertificate(
                                authority.trust().toUri().toString())))
                .createSslContext();
        var access = border.bean(SipStack.class).address("access", Transport.TLS);
        try (var socket = (SSLSocket) trusting.getSocketFactory().createSocket(access.getAddress(), access.getPort())) {
            var phone = Peer.over("user7000", socket);
            phone.send(phone.request("OPTIONS", "sip:127.0.0.1:" + access.getPort()), access);
            phone.expect(200);
        }
    }

    @Test
    void an_operator_reads_what_is_agreed() {
        assertThat(border.read("/api/v1/trunks"))
                .contains("\"name\":\"carrier\"", "\"certificates\":[\"carrier.example\"]", "\"numbers\":[\"+4930\"]");
    }

    @Test
    void nobody_registers_over_a_trunk() throws IOException {
        var network = network(carrier);
        network.send(register(network), door());
        assertThat(network.expectFinal().status()).isEqualTo(405);
    }
}
