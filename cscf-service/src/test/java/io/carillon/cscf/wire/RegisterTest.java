package io.carillon.cscf.wire;

import static io.carillon.diameter.cx.ServerAssignmentType.AUTHENTICATION_FAILURE;
import static io.carillon.diameter.cx.ServerAssignmentType.REGISTRATION;
import static io.carillon.diameter.cx.ServerAssignmentType.RE_REGISTRATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.auth.Challenge;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REGISTER with SIP Digest (TS 24.229 §5.3.1, §5.4.1). */
class RegisterTest extends PhoneStage {
    @Test
    void a_phone_registers() {
        var ok = phone.registers(core.cscf(1));

        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.first(HeaderName.SERVICE_ROUTE)).contains("<sip:orig@scscf." + Cluster.HOME + ";lr>");
        assertThat(ok.all(HeaderName.P_ASSOCIATED_URI)).containsExactly("<" + alice.impu + ">", "<" + alice.tel + ">");
        assertThat(ok.all(HeaderName.PATH)).containsExactly("<sip:term@127.0.0.1:" + sbc.port() + ";lr>");
        assertThat(ok.address(HeaderName.CONTACT).orElseThrow().uri()).isEqualTo(phone.contact);
        assertThat(ok.first(HeaderName.AUTHENTICATION_INFO)).isPresent();
        assertThat(core.hss.assignments(alice)).containsExactly(REGISTRATION);
    }

    @Test
    void the_flow_is_seen_as_one_ladder() {
        var ok = phone.registers(core.cscf(1));
        assertThat(core.traces.of(ok.callId()))
                .extracting(event -> event.protocol() + " " + event.summary().split(" ")[0])
                .contains("SIP REGISTER", "SIP 401", "SIP 200", "DIAMETER UAR", "DIAMETER MAR", "DIAMETER SAR");
    }

    @Test
    void a_wrong_password_is_refused_and_the_hss_told_and_the_right_one_then_works() {
        phone.password = "guess";
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(403);
        assertThat(core.hss.assignments(alice)).containsExactly(AUTHENTICATION_FAILURE);

        phone.password = alice.password;
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
    }

    @Test
    void an_unknown_user_is_refused_like_one_with_a_wrong_password() {
        var known = sbc.asks(phone.register(contact(3600), e -> e), core.cscf(1));
        core.hss.remove(alice);
        var unknown = sbc.asks(phone.register(contact(3600), e -> e), core.cscf(1));
        assertThat(names(unknown)).isEqualTo(names(known));
        assertThat(challenge(unknown).header().toString().replaceFirst("nonce=\"[^\"]*\"", ""))
                .isEqualTo(challenge(known).header().toString().replaceFirst("nonce=\"[^\"]*\"", ""));
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(403);
    }

    private static List<String> names(SipResponse response) {
        return response.toString().lines().map(line -> line.split("[: ]")[0]).toList();
    }

    @Test
    void an_identity_of_somebody_else_is_refused() {
        var bob = core.hss.add(Subscriber.digest("bob"));
        var refused = phone.registers(
                core.cscf(1),
                "<" + phone.contact + ">",
                edit -> edit.set(HeaderName.TO, "<" + bob.impu + ">")
                        .set(
                                HeaderName.AUTHORIZATION,
                                "Digest username=\"" + alice.impi + "\", realm=\"" + Cluster.HOME
                                        + "\", nonce=\"\", uri=\"sip:" + Cluster.HOME + "\", response=\"\""));
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void a_hss_that_does_not_answer_is_504_and_the_next_register_works() {
        alice.silent = true;
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(504);
        alice.silent = false;
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
    }

    @Test
    void a_used_nonce_is_stale_on_every_node() {
        var first = phone.register(contact(3600), UnaryOperator.identity());
        var challenged = sbc.asks(first, core.cscf(1));
        assertThat(phone.answers(core.cscf(1), phone.register(contact(3600), e -> e), challenged)
                        .status())
                .isEqualTo(200);

        for (int node : new int[] {1, 2}) {
            var again = phone.answers(core.cscf(node), phone.register(contact(3600), e -> e), challenged);
            assertThat(again.status()).isEqualTo(401);
            assertThat(challenge(again).stale()).isTrue();
            assertThat(challenge(again).nonce())
                    .isNotEqualTo(challenge(challenged).nonce());
        }
    }

    @Test
    void a_challenge_of_one_node_is_answered_at_another() {
        var challenged = sbc.asks(phone.register(contact(3600), e -> e), core.cscf(1));
        var ok = phone.answers(core.cscf(2), phone.register(contact(3600), e -> e), challenged);
        assertThat(ok.status()).isEqualTo(200);
    }

    @Test
    void a_nonce_of_another_user_is_stale() {
        var bob = new Handset(core.hss.add(Subscriber.digest("bob")), sbc, "b");
        var forAlice = sbc.asks(phone.register(contact(3600), e -> e), core.cscf(1));
        var again = bob.answers(core.cscf(1), bob.register("<" + bob.contact + ">", e -> e), forAlice);
        assertThat(again.status()).isEqualTo(401);
        assertThat(challenge(again).stale()).isTrue();
    }

    @Test
    void an_identity_barred_for_sessions_registers_the_others_of_its_set() {
        alice.profile = UserData.of(alice.impi).barred(alice.impu).identity(alice.tel);
        var ok = phone.registers(core.cscf(1));
        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.all(HeaderName.P_ASSOCIATED_URI)).containsExactly("<" + alice.tel + ">");
        assertThat(phone.registers(core.cscf(2)).status()).isEqualTo(200);
        assertThat(core.hss.assignments(alice)).containsExactly(REGISTRATION, RE_REGISTRATION);
    }

    @Test
    void a_set_with_nothing_but_barred_identities_is_refused() {
        alice.profile = UserData.of(alice.impi).barred(alice.impu);
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(403);
    }

    @Test
    void an_option_that_a_registrar_does_not_know_is_refused_by_name() {
        var refused = phone.registers(core.cscf(1), contact(600), e -> e.append(HeaderName.REQUIRE, "teleport"));
        assertThat(refused.status()).isEqualTo(420);
        assertThat(refused.first(HeaderName.UNSUPPORTED)).contains("teleport");
    }

    @Test
    void a_scscf_that_is_gone_is_replaced_by_one_with_the_capabilities() {
        alice.scscf = Optional.of("sip:scscf.elsewhere.invalid");
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
    }

    @Test
    void a_register_for_another_scscf_is_passed_on() {
        var other = new Peer("other");
        alice.scscf = Optional.of(other.uri());
        var exchange = sbc.starts(phone.register(contact(600), e -> e), core.cscf(1));
        var arrived = other.receives("REGISTER");
        assertThat(arrived.request().uri()).isEqualTo(other.uri());
        other.replies(arrived, 403);
        assertThat(Answers.last(exchange).status()).isEqualTo(403);
        other.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 480, 500, 503})
    void a_scscf_that_cannot_serve_is_replaced_by_the_next_one(int status) {
        var other = new Peer("other");
        alice.scscf = Optional.of(other.uri());
        var exchange = sbc.starts(phone.register(contact(600), e -> e), core.cscf(1));
        other.replies(other.receives("REGISTER"), status);
        var challenged = Answers.last(exchange);
        assertThat(challenged.status()).isEqualTo(401);
        assertThat(phone.answers(core.cscf(2), phone.register(contact(600), e -> e), challenged)
                        .status())
                .isEqualTo(200);
        other.close();
    }

    @Test
    void a_profile_that_cannot_be_read_is_500() {
        alice.profile = UserData.of(alice.impi).identity(alice.impu).criterion(1, "<SPT/>", "");
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(500);
    }

    private static Challenge challenge(SipResponse response) {
        return Challenge.parse(response.first(HeaderName.WWW_AUTHENTICATE).orElseThrow())
                .orElseThrow();
    }
}
