package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.ChargingInformation;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.PushProfileRequest;
import io.carillon.sip.message.HeaderName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Charging identifiers and addresses in sessions (TS 24.229 §5.4.3.2, §5.4.3.3, RFC 7315 §4.5, §4.6). */
class ChargingTest {
    private static final String FUNCTIONS = "ccf=\"aaa://ccf-1.example.org\";ccf=\"aaa://ccf-2.example.org\""
            + ";ecf=\"aaa://ocs.example.org;transport=tcp\"";

    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Peer as = new Peer("as");
    private final Peer far = new Peer("far");
    private final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    private final Subscriber bob = core.hss.add(Subscriber.digest("bob"));
    private final Handset caller = new Handset(alice, sbc, "a");
    private final Handset callee = new Handset(bob, sbc, "b");

    @BeforeEach
    void charged_by_functions() {
        alice.charging = Optional.of(new ChargingInformation(
                Optional.of("aaa://ocs.example.org;transport=tcp"),
                Optional.empty(),
                Optional.of("aaa://ccf-1.example.org"),
                Optional.of("aaa://ccf-2.example.org"),
                List.of()));
    }

    @AfterEach
    void close() {
        List.of(sbc, as, far).forEach(Peer::close);
    }

    @Test
    void the_identifier_goes_along_and_both_networks_name_themselves() {
        caller.registers(core.cscf(1));
        callee.registers(core.cscf(2));
        var exchange = sbc.starts(
                caller.request("INVITE", bob.impu)
                        .set(HeaderName.P_CHARGING_VECTOR, "icid-value=\"x;y\"; orig-ioi=visited.example.net")
                        .build(),
                core.cscf(1));
        var arrived = sbc.receives("INVITE");
        assertThat(arrived.request().all(HeaderName.P_CHARGING_VECTOR))
                .containsExactly("icid-value=\"x;y\";orig-ioi=" + Cluster.HOME);
        arrived.respond(sbc.reply(arrived, 200)
                .set(HeaderName.P_CHARGING_VECTOR, "icid-value=\"x;y\"")
                .build());
        assertThat(Answers.last(exchange).all(HeaderName.P_CHARGING_VECTOR))
                .containsExactly("icid-value=\"x;y\";orig-ioi=" + Cluster.HOME + ";term-ioi=" + Cluster.HOME);
    }

    @Test
    void what_comes_without_an_identifier_gets_one() {
        callee.registers(core.cscf(2));
        var exchange = far.starts(
                far.request("MESSAGE", bob.impu, "sip:zoe@example.org").build(), core.cscf(1));
        var arrived = sbc.receives("MESSAGE");
        var vector = arrived.request().first(HeaderName.P_CHARGING_VECTOR).orElseThrow();
        assertThat(vector).matches("icid-value=\"[0-9a-f-]{36}\"");
        sbc.replies(arrived, 200);
        assertThat(Answers.last(exchange).all(HeaderName.P_CHARGING_VECTOR))
                .containsExactly(vector + ";term-ioi=" + Cluster.HOME);
    }

    @Test
    void application_servers_are_told_who_charges_and_other_networks_are_not() {
        alice.profile.tells(5, as.uri(), "").asks(10, "MESSAGE", 0, as.uri());
        caller.registers(core.cscf(1));
        var told = as.receives("REGISTER");
        as.replies(told, 200);
        assertThat(told.request().all(HeaderName.P_CHARGING_FUNCTION_ADDRESSES)).containsExactly(FUNCTIONS);
        var exchange = sbc.starts(
                caller.request("MESSAGE", "sip:zoe@localhost:" + far.port())
                        .append(HeaderName.P_ACCESS_NETWORK_INFO, "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=2620100001")
                        .build(),
                core.cscf(2));
        var asked = as.receives("MESSAGE");
        assertThat(asked.request().all(HeaderName.P_CHARGING_FUNCTION_ADDRESSES))
                .containsExactly(FUNCTIONS);
        assertThat(asked.request().has(HeaderName.P_ACCESS_NETWORK_INFO)).isTrue();
        var onward = as.passesOn(asked.request(), core.cscf(1));
        var left = far.receives("MESSAGE");
        assertThat(left.request().has(HeaderName.P_CHARGING_FUNCTION_ADDRESSES)).isFalse();
        assertThat(left.request().has(HeaderName.P_ACCESS_NETWORK_INFO)).isFalse();
        assertThat(left.request().has(HeaderName.P_CHARGING_VECTOR)).isTrue();
        far.replies(left, 200);
        as.passesBack(onward, asked);
        assertThat(Answers.last(exchange).status()).isEqualTo(200);
    }

    @Test
    void addresses_that_the_hss_pushes_are_told_with_the_next_request() {
        alice.profile.asks(10, "MESSAGE", 0, as.uri());
        assertThat(pushed()).isEqualTo(ThreeGppResult.USER_UNKNOWN);
        caller.registers(core.cscf(1));
        assertThat(pushed()).isEqualTo(BaseResult.SUCCESS);
        sbc.starts(caller.request("MESSAGE", bob.impu).build(), core.cscf(1));
        var asked = as.receives("MESSAGE");
        as.replies(asked, 200);
        assertThat(asked.request().all(HeaderName.P_CHARGING_FUNCTION_ADDRESSES))
                .containsExactly("ccf=\"aaa://new.example.org\"");
    }

    private io.carillon.diameter.Result pushed() {
        var request = PushProfileRequest.draft()
                .set(BaseAvps.USER_NAME, alice.impi)
                .set(
                        CxAvps.CHARGING_INFORMATION,
                        ChargingInformation.draft()
                                .set(CxAvps.PRIMARY_CHARGING_COLLECTION_FUNCTION_NAME, "aaa://new.example.org")
                                .build())
                .build();
        return core.hss.asks(request, "cscf-2").result();
    }
}
