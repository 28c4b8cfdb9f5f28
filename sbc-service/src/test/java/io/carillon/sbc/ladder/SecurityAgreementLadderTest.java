package io.carillon.sbc.ladder;

import static io.carillon.sip.message.Method.INVITE;
import static io.carillon.sip.message.Method.MESSAGE;
import static io.carillon.sip.message.Method.REGISTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.ipsec.AssociationSet;
import io.carillon.ipsec.EspAssociation;
import io.carillon.ipsec.SecurityAssociations;
import io.carillon.ipsec.Suite;
import io.carillon.sbc.RecordingAssociations;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeBuilder;
import io.carillon.testkit.ladder.ReceivedRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Security agreement with real phones over the protected ports; the kernel's part is noted (RFC 3329, TS 33.203 §7). */
class SecurityAgreementLadderTest {
    private static final RecordingAssociations KERNEL = new RecordingAssociations();
    private static Stage stage;
    private final RecordingAssociations phones = new RecordingAssociations();
    private final Home home = new Home();
    private Ue alice;

    @BeforeAll
    static void start() {
        stage = new Stage(
                context -> context.registerBean("kernel", SecurityAssociations.class, () -> KERNEL),
                "--carillon.sbc.ipsec.helper=recorded",
                "--carillon.sbc.ipsec.server-port=0",
                "--carillon.sbc.ipsec.client-ports=0,0,0",
                "--carillon.sbc.ipsec.suites=hmac-sha-1-96/aes-cbc,hmac-md5-96/aes-cbc,hmac-sha-1-96/des-ede3-cbc,"
                        + "hmac-md5-96/des-ede3-cbc,hmac-sha-1-96/null,hmac-md5-96/null,null/aes-gcm,aes-gmac/null");
    }

    @AfterAll
    static void stop() throws Exception {
        stage.close();
    }

    @BeforeEach
    void begin() {
        KERNEL.sets.clear();
        KERNEL.lifetimes.clear();
        KERNEL.refusal = "";
        alice = phone("hmac-md5-96/aes-cbc").start();
        stage.ladder.begin();
    }

    @AfterEach
    void end() {
        alice.close();
    }

    private UeBuilder phone(String suite) {
        return stage.phone("alice").usim(Home.K, Home.OPC).securityAgreement(phones, Suite.parse(suite));
    }

    /** Both REGISTERs; gives the second as the core sees it. */
    private ReceivedRequest registers(Ue phone) throws Exception {
        var registering = stage.ladder.meanwhile(phone::register);
        stage.cscf.receives(REGISTER).replies(401, home::challenge);
        var second = stage.cscf.receives(REGISTER);
        second.replies(200, ok -> Stage.granted(second.request(), ok));
        registering.get(5, TimeUnit.SECONDS);
        stage.ladder.begin();
        return second;
    }

    private AssociationSet only() {
        assertThat(KERNEL.sets).hasSize(1);
        return KERNEL.sets.values().iterator().next();
    }

    @Test
    void registration_over_security_associations() throws Exception {
        var registering = stage.ladder.meanwhile(alice::register);
        assertThat(stage.ue.sends(REGISTER).has(HeaderName.SECURITY_CLIENT)).isTrue();
        var first = stage.cscf.receives(REGISTER);
        assertThat(first.request().has(HeaderName.SECURITY_CLIENT)).isFalse();
        assertThat(first.request().all(HeaderName.REQUIRE)).containsExactly("path");
        assertThat(first.request().first(HeaderName.AUTHORIZATION).orElseThrow())
                .contains("integrity-protected=\"no\"");
        first.replies(401, home::challenge);
        var challenge = stage.ue.receives(401);
        assertThat(challenge.first(HeaderName.WWW_AUTHENTICATE).orElseThrow()).doesNotContain("ck=", "ik=");
        assertThat(challenge.all(HeaderName.SECURITY_SERVER)).hasSize(8);
        assertThat(KERNEL.lifetimes.values()).containsExactly(Duration.ofMinutes(4));

        var second = stage.ue.sends(REGISTER);
        assertThat(second.all(HeaderName.SECURITY_VERIFY)).isEqualTo(challenge.all(HeaderName.SECURITY_SERVER));
        var protectedOne = stage.cscf.receives(REGISTER);
        assertThat(protectedOne.request().first(HeaderName.AUTHORIZATION).orElseThrow())
                .contains("integrity-protected=\"yes\"");
        assertThat(protectedOne.request().has(HeaderName.SECURITY_VERIFY)).isFalse();
        protectedOne.replies(
                200,
                ok -> Stage.granted(protectedOne.request(), ok).set(HeaderName.CONTACT, contact(protectedOne, 600)));
        stage.ue.receives(200);
        registering.get(5, TimeUnit.SECONDS);
        assertThat(KERNEL.lifetimes.values()).containsExactly(Duration.ofSeconds(630));
        assertThat(only().suite()).isEqualTo(Suite.parse("hmac-md5-96/aes-cbc"));
        assertMirrored();
        stage.ladder.draws(
                "register-ipsec",
                "Registration with IPsec",
                "The challenge brings the keys to the P-CSCF, which gives the kernel four security associations and the "
                        + "phone its choice of algorithms; from the second REGISTER on everything between phone and "
                        + "P-CSCF is in ESP (RFC 3329, TS 33.203 §7, TS 24.229 §5.2.2.2).");
    }

    private static String contact(ReceivedRequest register, int seconds) {
        return register.request()
                .address(HeaderName.CONTACT)
                .orElseThrow()
                .with("expires", "" + seconds)
                .toString();
    }

    /** What the phone sends, the border expects: same index, ports and keys, the other direction. */
    private void assertMirrored() {
        var ours = EspAssociation.of(only());
        var theirs = EspAssociation.of(phones.sets.values().iterator().next());
        for (var mine : ours) {
            assertThat(theirs)
                    .filteredOn(each -> each.spi() == mine.spi())
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.inbound()).isNotEqualTo(mine.inbound());
                        assertThat(each.sourcePort()).isEqualTo(mine.sourcePort());
                        assertThat(each.destinationPort()).isEqualTo(mine.destinationPort());
                        assertThat(each.integrityKey()).isEqualTo(mine.integrityKey());
                        assertThat(each.encryptionKey()).isEqualTo(mine.encryptionKey());
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hmac-sha-1-96/aes-cbc",
                "hmac-md5-96/aes-cbc",
                "hmac-sha-1-96/des-ede3-cbc",
                "hmac-md5-96/des-ede3-cbc",
                "hmac-sha-1-96/null",
                "hmac-md5-96/null",
                "null/aes-gcm",
                "aes-gmac/null"
            })
    void a_phone_with_one_pair_of_algorithms_gets_it(String suite) throws Exception {
        try (var phone = phone(suite).start()) {
            registers(phone);
            assertThat(only().suite()).isEqualTo(Suite.parse(suite));
            assertMirrored();
        }
    }

    @Test
    void requests_go_both_ways_over_the_protected_ports() throws Exception {
        var registered = registers(alice);
        var sending = stage.ladder.meanwhile(() -> alice.message("sip:bob@" + Stage.HOME, "hello"));
        var message = stage.cscf.receives(MESSAGE);
        assertThat(message.request().addresses(HeaderName.P_ASSERTED_IDENTITY))
                .extracting(NameAddr::uri)
                .containsExactly(alice.impu());
        message.replies(200);
        assertThat(sending.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
        stage.ladder.begin();

        var path = registered.request().first(HeaderName.PATH).orElseThrow();
        stage.cscf.sends(
                stage.cscf
                        .request(MESSAGE, contactUri(registered), "sip:bob@" + Stage.HOME)
                        .append(HeaderName.ROUTE, path)
                        .body("text/plain", "back")
                        .build(),
                stage.core());
        assertThat(stage.ue.receives(MESSAGE).topVia().port())
                .isEqualTo(only().here().portS());
        assertThat(alice.awaitMessage().text()).isEqualTo("back");
        stage.cscf.receives(200);
    }

    private static String contactUri(ReceivedRequest register) {
        return register.request().address(HeaderName.CONTACT).orElseThrow().uri();
    }

    /** Above 1,300 bytes a request takes TCP: from the one side's client port to the other's server port. */
    @Test
    void large_requests_go_over_tcp_between_the_protected_ports() throws Exception {
        var registered = registers(alice);
        var text = "x".repeat(2_000);
        var sending = stage.ladder.meanwhile(() -> alice.message("sip:bob@" + Stage.HOME, text));
        stage.cscf.receives(MESSAGE).replies(200);
        assertThat(sending.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
        stage.ladder.begin();
        stage.cscf.sends(
                stage.cscf
                        .request(MESSAGE, contactUri(registered), "sip:bob@" + Stage.HOME)
                        .append(
                                HeaderName.ROUTE,
                                registered.request().first(HeaderName.PATH).orElseThrow())
                        .body("text/plain", text)
                        .build(),
                stage.core());
        assertThat(stage.ue.receives(MESSAGE).topVia().transport()).isEqualToIgnoringCase("TCP");
        stage.cscf.receives(200);
    }

    @Test
    void an_authentication_again_makes_a_new_set_and_the_old_one_fades_when_the_new_is_used() throws Exception {
        registers(alice);
        var old = KERNEL.sets.keySet().iterator().next();
        registers(alice);
        assertThat(KERNEL.sets).hasSize(2);
        assertThat(KERNEL.sets.values()).extracting(set -> set.here().portC()).doesNotHaveDuplicates();
        assertThat(KERNEL.sets.values())
                .extracting(set -> set.here().portS())
                .containsOnly(only(0).here().portS());
        assertThat(KERNEL.lifetimes.get(old)).isGreaterThan(Duration.ofMinutes(5));

        var sending = stage.ladder.meanwhile(() -> alice.message("sip:bob@" + Stage.HOME, "over the new set"));
        stage.cscf.receives(MESSAGE).replies(200);
        sending.get(5, TimeUnit.SECONDS);
        assertThat(KERNEL.lifetimes.get(old)).isEqualTo(Duration.ofSeconds(32));
    }

    private static AssociationSet only(int index) {
        return KERNEL.sets.values().stream().skip(index).findFirst().orElseThrow();
    }

    @Test
    void a_network_without_keys_registers_without_associations() throws Exception {
        KERNEL.refusal = "no such kernel";
        var registering = stage.ladder.meanwhile(alice::register);
        stage.ue.sends(REGISTER);
        stage.cscf.receives(REGISTER).replies(401, home::challenge);
        assertThat(stage.ue.receives(401).has(HeaderName.SECURITY_SERVER)).isFalse();
        var second = stage.cscf.receives(REGISTER);
        assertThat(second.request().first(HeaderName.AUTHORIZATION).orElseThrow())
                .contains("integrity-protected=\"no\"");
        second.replies(200, ok -> Stage.granted(second.request(), ok));
        registering.get(5, TimeUnit.SECONDS);
    }

    @Test
    void a_call_is_recorded_with_the_protected_port() throws Exception {
        stage.withRelay();
        registers(alice);
        var call = alice.call("sip:bob@" + Stage.HOME);
        stage.relay.receives("offer").answers(Stage.sdp(30_000));
        var invite = stage.cscf.receives(INVITE);
        assertThat(invite.request()
                        .addresses(HeaderName.RECORD_ROUTE)
                        .getLast()
                        .sipUri()
                        .port())
                .isEqualTo(only().here().portS());
        invite.replies(486);
        stage.relay.receives("delete").answersOk();
        assertThat(call.awaitEnded()).isEqualTo(486);
    }
}
