package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cscf.reginfo.Told;
import io.carillon.cscf.scscf.Bindings;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.DeregistrationReason;
import io.carillon.diameter.cx.PushProfileRequest;
import io.carillon.diameter.cx.ReasonCode;
import io.carillon.diameter.cx.RegistrationTerminationRequest;
import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RTR and PPR (TS 29.228 §6.1.3, §6.2.2). */
class HssInitiatedTest {
    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Peer as = new Peer("as");
    private final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    private final Handset phone = new Handset(alice, sbc, "a");

    @AfterEach
    void close() {
        sbc.close();
        as.close();
    }

    private Result terminates(String impi, List<String> impus) {
        return terminates(impi, impus, ReasonCode.PERMANENT_TERMINATION);
    }

    private Result terminates(String impi, List<String> impus, ReasonCode reason) {
        var request = RegistrationTerminationRequest.draft()
                .set(BaseAvps.USER_NAME, impi)
                .addAll(CxAvps.PUBLIC_IDENTITY, impus)
                .set(CxAvps.DEREGISTRATION_REASON, DeregistrationReason.of(reason))
                .build();
        return core.hss.asks(request, "cscf-2").result();
    }

    private Result pushes(String userData) {
        var request = PushProfileRequest.draft()
                .set(BaseAvps.USER_NAME, alice.impi)
                .set(CxAvps.USER_DATA, userData)
                .build();
        return core.hss.asks(request, "cscf-2").result();
    }

    private boolean known(String impu) {
        return core.bean(1, Bindings.class).find(Impu.parse(impu)).isPresent();
    }

    @Test
    void the_hss_ends_all_registrations_of_a_user() {
        alice.profile.tells(10, as.uri(), "");
        phone.registers(core.cscf(1));
        as.replies(as.receives(Method.REGISTER), 200);
        assertThat(terminates(alice.impi, List.of())).isEqualTo(BaseResult.SUCCESS);
        assertThat(known(alice.impu)).isFalse();
        assertThat(known(alice.tel)).isFalse();
        var gone = as.receives(Method.REGISTER);
        assertThat(gone.request().number(HeaderName.EXPIRES)).contains(0);
        as.replies(gone, 200);
        assertThat(sbc.asks(phone.request("INVITE", alice.impu).build(), core.cscf(1))
                        .status())
                .isEqualTo(403);
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
    }

    private void watches() {
        var subscribe = phone.request("SUBSCRIBE", alice.impu)
                .append(HeaderName.EVENT, "reg")
                .build();
        assertThat(sbc.asks(subscribe, core.cscf(1)).status()).isEqualTo(200);
        sbc.replies(sbc.receives("NOTIFY"), 200);
    }

    @ParameterizedTest
    @CsvSource({"PERMANENT_TERMINATION, rejected", "SERVER_CHANGE, deactivated"})
    void the_reason_says_whether_the_phone_may_come_back(ReasonCode reason, String event) {
        phone.registers(core.cscf(1));
        watches();
        assertThat(terminates(alice.impi, List.of(), reason)).isEqualTo(BaseResult.SUCCESS);
        var notify = sbc.receives("NOTIFY");
        sbc.replies(notify, 200);
        assertThat(Told.by(notify.request()).events(alice.impu)).containsExactly(Map.entry(phone.contact, event));
        assertThat(Told.by(notify.request()).events(alice.tel)).containsExactly(Map.entry(phone.contact, event));
        assertThat(notify.request().first(HeaderName.SUBSCRIPTION_STATE).orElseThrow())
                .startsWith("terminated");
        assertThat(known(alice.impu)).isFalse();
    }

    /** Another S-CSCF has the user already, or there was no registration: the phone has nothing to do with it. */
    @ParameterizedTest
    @EnumSource(names = {"NEW_SERVER_ASSIGNED", "REMOVE_SCSCF"})
    void some_reasons_are_between_the_hss_and_the_scscf(ReasonCode reason) {
        alice.profile.tells(10, as.uri(), "");
        phone.registers(core.cscf(1));
        as.replies(as.receives(Method.REGISTER), 200);
        watches();
        assertThat(terminates(alice.impi, List.of(), reason)).isEqualTo(BaseResult.SUCCESS);
        assertThat(known(alice.impu)).isFalse();
        phone.registers(core.cscf(1));
        var notify = sbc.receives("NOTIFY");
        sbc.replies(notify, 200);
        assertThat(Told.by(notify.request()).events(alice.impu))
                .containsExactly(Map.entry(phone.contact, "registered"));
        var told = as.receives(Method.REGISTER);
        as.replies(told, 200);
        assertThat(told.request().number(HeaderName.EXPIRES).orElseThrow()).isPositive();
    }

    @Test
    void the_hss_ends_the_registration_of_one_identity_with_its_set() {
        phone.registers(core.cscf(1));
        assertThat(terminates(alice.impi, List.of(alice.tel, "sip:nobody@" + Cluster.HOME)))
                .isEqualTo(BaseResult.SUCCESS);
        assertThat(known(alice.impu)).isFalse();
    }

    @Test
    void a_termination_that_names_no_user_is_refused() {
        assertThat(terminates("nobody", List.of())).isEqualTo(BaseResult.INVALID_AVP_VALUE);
    }

    @Test
    void the_next_request_is_served_by_the_new_profile() {
        phone.registers(core.cscf(1));
        var mobile = "tel:+4915" + alice.tel.substring(5);
        var pushed =
                UserData.of(alice.impi).identity(mobile).identity(alice.impu).asks(10, "MESSAGE", 0, as.uri());
        assertThat(pushes(pushed.xml())).isEqualTo(BaseResult.SUCCESS);
        assertThat(known(alice.tel)).isFalse();
        assertThat(known(mobile)).isTrue();
        assertThat(core.bean(2, Bindings.class)
                        .find(Impu.parse(mobile))
                        .orElseThrow()
                        .contacts())
                .hasSize(1);

        sbc.starts(phone.request("MESSAGE", alice.impu).build(), core.cscf(1));
        as.replies(as.receives("MESSAGE"), 200);
        assertThat(terminates(alice.impi, List.of())).isEqualTo(BaseResult.SUCCESS);
        assertThat(known(mobile)).isFalse();
    }

    @Test
    void an_unregistered_user_whose_profile_is_held_is_served_by_the_new_one_too() {
        alice.servicesWhileUnregistered = true;
        alice.profile.asks(10, "MESSAGE", 2, "sip:as.nowhere.invalid", 1);
        var message = sbc.request("MESSAGE", alice.impu, "sip:zoe@example.org");
        assertThat(sbc.asks(message.build(), core.cscf(1)).status()).isEqualTo(504);
        var pushed =
                UserData.of(alice.impi).identity(alice.impu).identity(alice.tel).asks(10, "MESSAGE", 2, as.uri());
        assertThat(pushes(pushed.xml())).isEqualTo(BaseResult.SUCCESS);
        sbc.starts(sbc.request("MESSAGE", alice.impu, "sip:zoe@example.org").build(), core.cscf(1));
        as.replies(as.receives("MESSAGE"), 200);
        assertThat(core.hss.assignments(alice)).hasSize(1);
    }

    @Test
    void what_cannot_be_read_changes_nothing() {
        phone.registers(core.cscf(1));
        assertThat(pushes("<IMSSubscription>")).isEqualTo(ThreeGppResult.NOT_SUPPORTED_USER_DATA);
        assertThat(known(alice.tel)).isTrue();
    }

    @Test
    void a_profile_of_a_user_who_is_not_here_is_refused() {
        assertThat(pushes(alice.profile.xml())).isEqualTo(ThreeGppResult.USER_UNKNOWN);
    }

    @Test
    void a_push_without_a_profile_is_fine() {
        var request =
                PushProfileRequest.draft().set(BaseAvps.USER_NAME, alice.impi).build();
        assertThat(core.hss.asks(request, "cscf-1").result()).isEqualTo(BaseResult.SUCCESS);
        var nameless = PushProfileRequest.draft()
                .set(BaseAvps.USER_NAME, "nobody")
                .set(CxAvps.USER_DATA, "x")
                .build();
        assertThat(core.hss.asks(nameless, "cscf-1").result()).isEqualTo(BaseResult.INVALID_AVP_VALUE);
    }
}
