package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.ipsec.SecurityMechanism;
import io.carillon.ipsec.SecurityMechanism.Ends;
import io.carillon.ipsec.Suite;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.auth.AuthHeader;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.SipStack;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Security agreement with phones, or somebody between, that do not play fair (RFC 3329 §2.3.1, TS 24.229 §5.2.2.2). */
class BiddingDownTest {
    private static final StaticNodes NODES = new StaticNodes();
    private static final String KEYS =
            ",ik=\"00112233445566778899aabbccddeeff\",ck=\"ffeeddccbbaa99887766554433221100\"";
    private static final RecordingAssociations KERNEL = new RecordingAssociations();
    private static Sbc sbc;

    private final Peer core = Peer.udp("core");
    /** The phone's three ports: unprotected, client and server. */
    private final Peer phone = Peer.udp("mallory");

    private final Peer client = Peer.udp("mallory");
    private final Peer server = Peer.udp("mallory");
    private final Ends ends = new Ends(5000, 5001, port(client), port(server));

    @BeforeAll
    static void start() {
        sbc = Sbc.start(
                "sbc-7",
                NODES,
                KERNEL,
                "--carillon.sbc.ipsec.helper=recorded",
                "--carillon.sbc.ipsec.server-port=0",
                "--carillon.sbc.ipsec.client-ports=0,0,0");
    }

    @AfterAll
    static void stop() {
        sbc.close();
    }

    @BeforeEach
    void enter() {
        NODES.put(new io.carillon.node.directory.NodeInfo(
                "cscf", "cscf-1", java.util.Map.of("sip", core.sentBy()), 100, 0));
    }

    @AfterEach
    void close() {
        core.close();
        phone.close();
        client.close();
        server.close();
    }

    private static int port(Peer peer) {
        return Integer.parseInt(peer.sentBy().substring(peer.sentBy().lastIndexOf(':') + 1));
    }

    private static InetSocketAddress protectedPort() {
        return sbc.bean(SipStack.class).address("protected");
    }

    private RequestEdit register(String suite) {
        var mechanism = SecurityMechanism.ipsec(Suite.parse(suite), ends).toString();
        return phone.request("REGISTER", "sip:" + Sbc.HOME)
                .set(HeaderName.TO, "<" + phone.identity() + ">")
                .append(HeaderName.REQUIRE, "sec-agree")
                .append(HeaderName.PROXY_REQUIRE, "sec-agree")
                .append(HeaderName.SECURITY_CLIENT, mechanism);
    }

    /** The next REGISTER, from the phone's client port with its server port in Via. */
    private RequestEdit again(String suite, String verify) {
        return register(suite)
                .set(HeaderName.VIA, "SIP/2.0/UDP " + server.sentBy() + ";branch=z9hG4bK" + System.nanoTime())
                .append(HeaderName.SECURITY_VERIFY, verify);
    }

    private SipResponse challenged(String suite) {
        return challenged(register(suite));
    }

    private SipResponse challenged(String suite, String impi) {
        return challenged(named(register(suite), impi));
    }

    private SipResponse challenged(RequestEdit first) {
        phone.send(first, sbc.access());
        var register = core.expect("REGISTER");
        core.reply(
                register,
                register.reply(401)
                        .toTag("registrar")
                        .append(
                                HeaderName.WWW_AUTHENTICATE,
                                "Digest realm=\"" + Sbc.HOME + "\",nonce=\"n\",algorithm=AKAv1-MD5" + KEYS));
        return phone.expect(401);
    }

    private static String offered(SipResponse response) {
        return String.join(", ", response.all(HeaderName.SECURITY_SERVER));
    }

    @Test
    void what_was_offered_must_come_back_whole() {
        var strong = offered(challenged("hmac-md5-96/null"));
        var weakened = strong.substring(strong.lastIndexOf(", ") + 2);
        client.send(again("hmac-md5-96/null", weakened), protectedPort());
        assertThat(offered(server.expect(494))).isEqualTo(strong);
        client.send(again("hmac-md5-96/null", strong), protectedPort());
        assertThat(core.expect("REGISTER").first(HeaderName.SECURITY_VERIFY)).isEmpty();
    }

    @Test
    void over_the_associations_of_one_user_nobody_else_registers() {
        var offered = offered(challenged("hmac-md5-96/null", "mallory@" + Sbc.HOME));
        client.send(named(again("hmac-md5-96/null", offered), "mallory@" + Sbc.HOME), protectedPort());
        var own = core.expect("REGISTER");
        assertThat(integrity(own)).contains("yes");
        core.reply(own, own.reply(403).toTag("registrar"));
        server.expect(403);
        client.send(named(again("hmac-md5-96/null", offered), "alice@" + Sbc.HOME), protectedPort());
        server.expect(403);
        assertThat(core.hasMore()).isFalse();
    }

    @Test
    void a_users_protected_ports_are_nobody_elses() {
        var offered = offered(challenged("hmac-md5-96/null", "alice@" + Sbc.HOME));
        client.send(named(again("hmac-md5-96/null", offered), "alice@" + Sbc.HOME), protectedPort());
        var own = core.expect("REGISTER");
        core.reply(
                own,
                own.reply(200)
                        .toTag("registrar")
                        .append(
                                HeaderName.CONTACT,
                                own.first(HeaderName.CONTACT).orElseThrow() + ";expires=600"));
        server.expect(200);
        phone.send(named(register("hmac-md5-96/null"), "mallory@" + Sbc.HOME), sbc.access());
        phone.expect(403);
        assertThat(core.hasMore()).isFalse();
        assertThat(challenged("hmac-md5-96/null", "alice@" + Sbc.HOME).status()).isEqualTo(401);
    }

    @Test
    void nobody_takes_the_place_of_a_user_who_is_about_to_answer() {
        var offered = offered(challenged("hmac-md5-96/null", "alice@" + Sbc.HOME));
        phone.send(named(register("hmac-md5-96/null"), "mallory@" + Sbc.HOME), sbc.access());
        phone.expect(403);
        assertThat(core.hasMore()).isFalse();
        client.send(named(again("hmac-md5-96/null", offered), "alice@" + Sbc.HOME), protectedPort());
        assertThat(integrity(core.expect("REGISTER"))).contains("yes");
    }

    private static RequestEdit named(RequestEdit register, String impi) {
        return register.append(
                HeaderName.AUTHORIZATION,
                "Digest username=\"" + impi + "\",realm=\"" + Sbc.HOME + "\",nonce=\"\",uri=\"sip:" + Sbc.HOME
                        + "\",response=\"\"");
    }

    private static Optional<String> integrity(SipRequest register) {
        return register.first(HeaderName.AUTHORIZATION)
                .flatMap(text -> AuthHeader.parse(text).value("integrity-protected"));
    }

    @Test
    void what_the_phone_offered_must_not_have_been_another() {
        var strong = offered(challenged("hmac-md5-96/null"));
        client.send(again("hmac-sha-1-96/aes-cbc", strong), protectedPort());
        server.expect(494);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null/aes-gcm", "aes-gmac/null"})
    void without_a_pair_of_algorithms_in_common_it_hears_what_there_is(String suite) {
        phone.send(register(suite), sbc.access());
        assertThat(phone.expect(494).all(HeaderName.SECURITY_SERVER)).hasSize(6);
    }

    @Test
    void nobody_is_heard_on_the_protected_port_without_associations() {
        challenged("hmac-md5-96/null");
        phone.send(phone.request("OPTIONS", "sip:bob@" + Sbc.HOME), protectedPort());
        phone.expect(403);
        phone.send(register("hmac-md5-96/null"), protectedPort());
        phone.expect(403);
    }

    @Test
    void who_must_have_an_agreement_does_not_register_without_one() {
        try (var strict = Sbc.start("sbc-8", NODES, "--carillon.sbc.ipsec.required=true")) {
            phone.send(
                    register("hmac-md5-96/null")
                            .remove(HeaderName.REQUIRE)
                            .remove(HeaderName.PROXY_REQUIRE)
                            .remove(HeaderName.SECURITY_CLIENT),
                    strict.access());
            assertThat(phone.expect(421).all(HeaderName.REQUIRE)).containsExactly("sec-agree");
            phone.send(register("hmac-md5-96/null"), strict.access());
            phone.expect(494);
        }
    }

    @Test
    void an_operator_sees_whose_associations_live_and_not_their_keys() {
        challenged("hmac-md5-96/null", "oscar@" + Sbc.HOME);
        assertThat(sbc.read("/api/v1/associations?impi=oscar@" + Sbc.HOME))
                .contains("\"suite\":\"hmac-md5-96/null\"", "\"state\":\"temporary\"", "\"portS\":" + port(server))
                .doesNotContainPattern("[0-9a-fA-F]{32}");
    }

    @Test
    void responses_over_udp_leave_from_the_client_port() {
        var offered = offered(challenged("hmac-md5-96/null"));
        client.send(again("hmac-md5-96/null", offered), protectedPort());
        var register = core.expect("REGISTER");
        core.reply(register, register.reply(403).toTag("registrar"));
        server.expect(403);
        assertThat(KERNEL.sets.values())
                .extracting(set -> set.here().portC())
                .doesNotContain(protectedPort().getPort());
    }
}
