package io.carillon.cscf.wire;

import static io.carillon.diameter.cx.ServerAssignmentType.AUTHENTICATION_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cscf.scscf.Audit;
import io.carillon.cscf.scscf.Audit.Happening;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.sip.auth.Algorithm;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.DigestClient;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Challenges and what becomes of wrong answers (RFC 7616, RFC 8760, TS 24.229 §5.4.1.2). */
class AuthenticationTest {
    private static final String REGISTRAR = "sip:" + Cluster.HOME;

    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    private final Handset phone = new Handset(alice, sbc, "a");

    @AfterEach
    void close() {
        sbc.close();
    }

    private SipRequest register(UnaryOperator<RequestEdit> change) {
        return phone.register("<" + phone.contact + ">;expires=3600", change);
    }

    private static List<Challenge> challenges(SipResponse response) {
        return response.all(HeaderName.WWW_AUTHENTICATE).stream()
                .map(Challenge::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    private SipResponse answers(Challenge challenge, String password) {
        var credentials = new DigestClient(alice.impi).answer(challenge, "REGISTER", REGISTRAR, password);
        return sbc.asks(register(e -> e.set(HeaderName.AUTHORIZATION, credentials)), core.cscf(2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_stronger_algorithm_is_offered_first_and_either_may_be_answered(boolean alternate) {
        alice.algorithms = List.of(Algorithm.MD5, Algorithm.SHA_256);
        alice.alternate = alternate;
        for (int choice : new int[] {0, 1}) {
            var offered = challenges(sbc.asks(register(e -> e), core.cscf(1)));
            assertThat(offered).extracting(Challenge::algorithm).containsExactly(Algorithm.SHA_256, Algorithm.MD5);
            assertThat(offered)
                    .extracting(Challenge::nonce)
                    .containsOnly(offered.getFirst().nonce());
            assertThat(answers(offered.get(choice), alice.password).status()).isEqualTo(200);
        }
    }

    @Test
    void nobody_is_proven_by_his_access_unless_the_operator_says_so() {
        for (var place :
                List.of(SipAuthDataItem.line("line-42"), SipAuthDataItem.address(InetAddress.getLoopbackAddress()))) {
            alice.wrongly.put(
                    MultimediaAuthRequest.class,
                    MultimediaAuthAnswer.draft()
                            .result(BaseResult.SUCCESS)
                            .add(CxAvps.SIP_AUTH_DATA_ITEM, place)
                            .build());
            var register = register(
                    e -> e.append(HeaderName.P_ACCESS_NETWORK_INFO, "ADSL;dsl-location=\"line-42\";network-provided"));
            assertThat(sbc.asks(register, core.cscf(1)).status()).isEqualTo(403);
        }
    }

    @Test
    void an_algorithm_that_was_not_offered_is_no_answer() {
        alice.algorithms = List.of(Algorithm.SHA_256);
        var offered = challenges(sbc.asks(register(e -> e), core.cscf(1))).getFirst();
        var weaker = Challenge.of(offered.realm(), offered.nonce(), Algorithm.MD5);
        assertThat(answers(weaker, alice.password).status()).isEqualTo(403);
        assertThat(core.hss.assignments(alice)).containsExactly(AUTHENTICATION_FAILURE);
    }

    @Test
    void a_nonce_that_claims_to_have_been_used_is_stale() {
        var challenged = sbc.asks(register(e -> e), core.cscf(1));
        var digest = new DigestClient(alice.impi);
        var challenge = challenges(challenged).getFirst();
        digest.answer(challenge, "REGISTER", REGISTRAR, alice.password);
        var second = digest.answer(challenge, "REGISTER", REGISTRAR, alice.password);
        assertThat(second.nc()).isEqualTo(2);
        var again = sbc.asks(register(e -> e.set(HeaderName.AUTHORIZATION, second)), core.cscf(1));
        assertThat(again.status()).isEqualTo(401);
        assertThat(challenges(again).getFirst().stale()).isTrue();
    }

    @Test
    void the_store_alone_gives_neither_nonce_nor_hash() {
        var challenge = challenges(sbc.asks(register(e -> e), core.cscf(1))).getFirst();
        var ha1 = io.carillon.sip.auth.Digest.ha1(Algorithm.MD5, alice.impi, Cluster.HOME, alice.password);
        var redis = core.bean(1, StringRedisTemplate.class);
        var keys = redis.keys("cscf:nonce:*");
        assertThat(keys).isNotEmpty().noneMatch(key -> key.contains(challenge.nonce()));
        assertThat(redis.opsForValue().multiGet(keys))
                .noneMatch(value -> value != null && (value.contains(ha1) || value.contains(alice.impi)));
        assertThat(answers(challenge, alice.password).status()).isEqualTo(200);
    }

    @Test
    void after_too_many_failures_not_even_the_right_password_is_taken() {
        phone.password = "guess";
        for (int i = 0; i < 10; i++) {
            assertThat(phone.registers(core.cscf(1 + i % 2)).status()).isEqualTo(403);
        }
        phone.password = alice.password;
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(403);
        var told = core.bean(2, Audit.class).latest(Optional.of(alice.impi), 100);
        assertThat(told).hasSize(12);
        assertThat(told.getFirst().happening()).isEqualTo(Happening.REFUSED_WHILE_LOCKED);
        assertThat(told.get(1).happening()).isEqualTo(Happening.LOCKED);
        assertThat(told.getLast().source()).isEqualTo("127.0.0.1");
    }

    @Test
    void a_source_that_tries_many_users_is_locked_out_and_others_are_not() {
        UnaryOperator<RequestEdit> from =
                e -> e.append(HeaderName.VIA, "SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bKphone;received=198.51.100.9");
        for (int i = 0; i < 100; i++) {
            var victim = new Handset(core.hss.add(Subscriber.digest("victim")), sbc, "v");
            victim.password = "guess";
            victim.registers(core.cscf(1), "<" + victim.contact + ">", from);
        }
        assertThat(phone.registers(core.cscf(2), "<" + phone.contact + ">", from)
                        .status())
                .isEqualTo(403);
        assertThat(phone.registers(core.cscf(2)).status()).isEqualTo(200);
    }

    /** What a P-CSCF says of a phone on an established security association. */
    private SipRequest protectedRefresh(String integrity) {
        return register(e -> e.set(
                HeaderName.AUTHORIZATION,
                "Digest username=\"" + alice.impi + "\",realm=\"" + Cluster.HOME + "\",uri=\"" + REGISTRAR
                        + "\",nonce=\"old\",response=\"" + "0".repeat(32) + "\",integrity-protected=\"" + integrity
                        + "\""));
    }

    private long vectorsAsked() {
        return core.hss.received.stream()
                .filter(MultimediaAuthRequest.class::isInstance)
                .map(MultimediaAuthRequest.class::cast)
                .filter(each -> each.userName().equals(alice.impi))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "tls-yes", "ip-assoc-yes"})
    void a_refresh_through_a_security_association_needs_no_challenge_for_a_while(String integrity) {
        phone.registers(core.cscf(1));
        assertThat(sbc.asks(protectedRefresh(integrity), core.cscf(2)).status()).isEqualTo(200);
        assertThat(vectorsAsked()).isEqualTo(1);

        var other = protectedRefresh(integrity)
                .edit()
                .set(HeaderName.CONTACT, "<sip:elsewhere@192.0.2.66>")
                .build();
        assertThat(sbc.asks(other, core.cscf(2)).status()).isEqualTo(401);
        core.clock.advance(Duration.ofMinutes(50));
        assertThat(sbc.asks(protectedRefresh(integrity), core.cscf(2)).status()).isEqualTo(200);
    }

    @Test
    void without_protection_every_refresh_is_challenged() {
        phone.registers(core.cscf(1));
        for (var integrity : List.of("no", "ip-assoc-pending", "tls-pending")) {
            assertThat(sbc.asks(protectedRefresh(integrity), core.cscf(1)).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void protection_helps_nobody_who_is_not_registered() {
        assertThat(sbc.asks(protectedRefresh("yes"), core.cscf(1)).status()).isEqualTo(401);
    }
}
