package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.identity.aka.Sqn;
import io.carillon.identity.aka.Usim;
import io.carillon.sip.auth.Aka;
import io.carillon.sip.auth.Algorithm;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.DigestClient;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipResponse;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REGISTER with IMS-AKA (TS 33.203 §6.1, RFC 3310). */
class AkaRegisterTest {
    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Subscriber alice = core.hss.add(Subscriber.aka("alice"));
    private final Handset phone = new Handset(alice, sbc, "a");

    @AfterEach
    void close() {
        sbc.close();
    }

    @Test
    void a_phone_with_a_usim_registers() {
        var register = phone.register("<" + phone.contact + ">", e -> e);
        var challenged = sbc.asks(register, core.cscf(1));
        assertThat(challenged.status()).isEqualTo(401);
        var challenge = challenge(challenged);
        assertThat(challenge.algorithm()).isEqualTo(Algorithm.AKAV1_MD5);
        assertThat(challenge.header().value("ck"))
                .hasValueSatisfying(ck -> assertThat(ck).hasSize(32));
        assertThat(challenge.header().value("ik"))
                .hasValueSatisfying(ik -> assertThat(ik).hasSize(32));

        var ok = phone.answers(core.cscf(2), phone.register("<" + phone.contact + ">", e -> e), challenged);
        assertThat(ok.status()).isEqualTo(200);
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
    }

    @Test
    void a_usim_that_is_ahead_sets_the_network_right() {
        phone.usim = new Usim(Subscriber.K, Subscriber.OPC, new Sqn(1 << 20));
        var again = phone.registers(core.cscf(1));
        assertThat(again.status()).isEqualTo(401);
        assertThat(challenge(again).stale()).isFalse();

        var ok = phone.answers(core.cscf(1), phone.register("<" + phone.contact + ">", e -> e), again);
        assertThat(ok.status()).isEqualTo(200);
        assertThat(alice.sqn).isGreaterThan(new Sqn(1 << 20));
    }

    @Test
    void a_wrong_usim_is_refused() {
        var register = phone.register("<" + phone.contact + ">", e -> e);
        var challenged = sbc.asks(register, core.cscf(1));
        var proven = phone.proven(phone.register("<" + phone.contact + ">", e -> e), challenged);
        var written = proven.first(HeaderName.AUTHORIZATION).orElseThrow();
        var forged = written.replaceFirst("response=\"[0-9a-f]{32}\"", "response=\"" + "0".repeat(32) + "\"");
        var refused =
                sbc.asks(proven.edit().set(HeaderName.AUTHORIZATION, forged).build(), core.cscf(1));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(core.hss.assignments(alice)).containsExactly(ServerAssignmentType.AUTHENTICATION_FAILURE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 7})
    void a_part_of_the_response_is_none(int octets) {
        var challenged = sbc.asks(phone.register("<" + phone.contact + ">", e -> e), core.cscf(1));
        var nonce = Aka.read(challenge(challenged).nonce()).orElseThrow();
        var accepted = (Usim.Verdict.Accepted) phone.usim.authenticate(nonce.rand(), nonce.autn());
        var truncated = new DigestClient(alice.impi)
                .answer(
                        challenge(challenged),
                        "REGISTER",
                        "sip:" + Cluster.HOME,
                        Arrays.copyOf(accepted.res(), octets));
        var refused = sbc.asks(
                phone.register("<" + phone.contact + ">", e -> e.set(HeaderName.AUTHORIZATION, truncated)),
                core.cscf(1));
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void a_resynchronisation_counts_once() {
        phone.usim = new Usim(Subscriber.K, Subscriber.OPC, new Sqn(1 << 20));
        var challenged = sbc.asks(phone.register("<" + phone.contact + ">", e -> e), core.cscf(1));
        var resynchronising = phone.proven(phone.register("<" + phone.contact + ">", e -> e), challenged);
        assertThat(sbc.asks(resynchronising, core.cscf(1)).status()).isEqualTo(401);
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
        var after = alice.sqn;
        var replayed = resynchronising.edit().set(HeaderName.CSEQ, "9 REGISTER").build();
        assertThat(challenge(sbc.asks(replayed, core.cscf(2))).stale()).isTrue();
        assertThat(alice.sqn).isGreaterThanOrEqualTo(after);
    }

    @Test
    void an_old_challenge_is_stale() {
        var challenged = sbc.asks(phone.register("<" + phone.contact + ">", e -> e), core.cscf(1));
        var proven = phone.proven(phone.register("<" + phone.contact + ">", e -> e), challenged);
        assertThat(sbc.asks(proven, core.cscf(1)).status()).isEqualTo(200);
        var replayed = sbc.asks(proven.edit().set(HeaderName.CSEQ, "9 REGISTER").build(), core.cscf(2));
        assertThat(replayed.status()).isEqualTo(401);
        assertThat(challenge(replayed).stale()).isTrue();
    }

    private static Challenge challenge(SipResponse response) {
        return Challenge.parse(response.first(HeaderName.WWW_AUTHENTICATE).orElseThrow())
                .orElseThrow();
    }
}
