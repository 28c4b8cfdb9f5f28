package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.sip.message.HeaderName;
import io.carillon.testkit.CxSchema;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a served user (TS 24.229 §5.3.2, §5.4.3.3). */
class TerminatingTest extends CalleeStage {
    @Test
    void an_identity_of_a_wildcarded_set_rings_the_phone_that_registered_it() {
        String wildcard = "sip:" + bob.name + "-x!%5B0-9%5D+!@" + Cluster.HOME;
        bob.wildcard = Optional.of(wildcard);
        bob.profile =
                UserData.of(bob.impi).identity(bob.impu).wildcard(wildcard).asks(10, "INVITE", 1, as.uri());
        assertThat(CxSchema.ours().fault(bob.profile.xml())).isEmpty();
        registers(callee);
        String extension = "sip:" + bob.name + "-x42@" + Cluster.HOME;
        var exchange = calls(extension);
        var asked = as.receives("INVITE");
        assertThat(asked.request().first(HeaderName.P_PROFILE_KEY)).contains("<" + wildcard + ">");
        assertThat(asked.request().first(HeaderName.P_SERVED_USER))
                .contains("<" + extension + ">;sescase=term;regstate=reg");
        var onward = as.passesOn(asked.request(), core.cscf(2));
        var arrived = sbc.receives("INVITE");
        assertThat(arrived.request().uri()).isEqualTo(callee.contact);
        assertThat(arrived.request().has(HeaderName.P_PROFILE_KEY)).isFalse();
        sbc.replies(arrived, 486);
        as.passesBack(onward, asked);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
    }

    @Test
    void a_registered_phone_rings_by_its_path() {
        registers(callee);
        var exchange = calls(bob.impu);
        var arrived = sbc.receives("INVITE");
        assertThat(arrived.request().uri()).isEqualTo(callee.contact);
        assertThat(arrived.request().all(HeaderName.ROUTE))
                .containsExactly("<sip:term@127.0.0.1:" + sbc.port() + ";lr>");
        assertThat(arrived.request().first(HeaderName.P_CALLED_PARTY_ID)).contains("<" + bob.impu + ">");
        assertThat(arrived.request().has(HeaderName.P_SERVED_USER)).isFalse();
        assertThat(arrived.request().all(HeaderName.RECORD_ROUTE))
                .singleElement()
                .asString()
                .matches("<sip:scscf\\." + Cluster.HOME + ";node=cscf-1;session=[0-9a-f]{16};lr>");
        sbc.replies(arrived, 180);
        assertThat(Answers.progress(exchange).status()).isEqualTo(180);
        sbc.replies(arrived, 486);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel:%s", "sip:%s@" + Cluster.HOME + ";user=phone"})
    void a_number_reaches_its_user(String form) {
        registers(callee);
        var exchange = far.starts(from("MESSAGE", form.formatted(bob.tel.substring("tel:".length()))), core.cscf(1));
        sbc.replies(sbc.receives("MESSAGE"), 200);
        assertThat(Answers.last(exchange).status()).isEqualTo(200);
    }

    @Test
    void the_path_may_name_the_sbc_that_holds_the_connection() {
        core.put("sbc", "sbc-other", "sip", far.port());
        core.put("sbc", "sbc-mine", "sip", sbc.port());
        callee.registers(
                core.cscf(1),
                "<" + callee.contact + ">",
                edit -> edit.set(HeaderName.PATH, "<sip:term@sbc." + Cluster.HOME + ";node=sbc-mine;lr>"));
        for (int i = 0; i < 3; i++) {
            var exchange = far.starts(from("MESSAGE", bob.impu), core.cscf(2));
            sbc.replies(sbc.receives("MESSAGE"), 200);
            assertThat(Answers.last(exchange).status()).isEqualTo(200);
        }
    }

    @Test
    void two_phones_ring_and_the_one_that_answers_has_the_call() {
        var tablet = new Handset(bob, sbc, "tablet");
        registers(callee);
        registers(tablet);
        var exchange = calls(bob.impu);
        var one = sbc.receives("INVITE");
        var other = sbc.receives("INVITE");
        assertThat(Set.of(one.request().uri(), other.request().uri()))
                .containsExactlyInAnyOrder(callee.contact, tablet.contact);
        sbc.replies(one, 486);
        sbc.replies(other, 200);
        assertThat(Answers.last(exchange).status()).isEqualTo(200);
    }

    @Test
    void a_message_comes_to_every_phone_and_the_first_to_take_it_answers() {
        var tablet = new Handset(bob, sbc, "tablet");
        registers(callee);
        registers(tablet);
        var exchange = far.starts(from("MESSAGE", bob.impu), core.cscf(1));
        var one = sbc.receives("MESSAGE");
        var other = sbc.receives("MESSAGE");
        assertThat(Set.of(one.request().uri(), other.request().uri()))
                .containsExactlyInAnyOrder(callee.contact, tablet.contact);
        sbc.replies(one, 200);
        assertThat(Answers.last(exchange).status()).isEqualTo(200);
        sbc.replies(other, 200);
    }

    @Test
    void phones_ring_in_the_order_of_their_preference() {
        var tablet = new Handset(bob, sbc, "tablet");
        registers(callee, ";q=0.3");
        registers(tablet, ";q=0.9");
        registers(new Handset(bob, sbc, "odd"), ";q=much");
        var exchange = calls(bob.impu);
        var first = sbc.receives("INVITE");
        assertThat(first.request().uri()).contains("-odd@");
        sbc.replies(first, 480);
        var second = sbc.receives("INVITE");
        assertThat(second.request().uri()).isEqualTo(tablet.contact);
        sbc.replies(second, 486);
        var third = sbc.receives("INVITE");
        assertThat(third.request().uri()).isEqualTo(callee.contact);
        sbc.replies(third, 200);
        assertThat(Answers.last(exchange).status()).isEqualTo(200);
    }

    @Test
    void a_phone_that_declines_for_all_ends_the_search() {
        registers(callee, ";q=0.3");
        registers(new Handset(bob, sbc, "tablet"), ";q=0.9");
        var exchange = calls(bob.impu);
        sbc.replies(sbc.receives("INVITE"), 603);
        assertThat(Answers.last(exchange).status()).isEqualTo(603);
        assertThat(sbc.isIdle()).isTrue();
    }

    @Test
    void a_caller_that_gives_up_stops_the_ringing() {
        registers(callee);
        var exchange = calls(bob.impu);
        var ringing = sbc.receives("INVITE");
        sbc.replies(ringing, 180);
        Answers.progress(exchange);
        ringing.onCancel(() -> sbc.replies(ringing, 487));
        exchange.cancel();
        assertThat(Answers.last(exchange).status()).isEqualTo(487);
    }

    @Test
    void unknown_is_404_and_unregistered_480() {
        assertThat(Answers.last(calls("sip:nobody@" + Cluster.HOME)).status()).isEqualTo(404);
        assertThat(Answers.last(calls(bob.impu)).status()).isEqualTo(480);
    }

    @Test
    void a_barred_callee_is_404() {
        bob.profile = UserData.of(bob.impi).barred(bob.impu).identity(bob.tel);
        registers(callee);
        assertThat(Answers.last(calls(bob.impu)).status()).isEqualTo(404);
    }

    @Test
    void a_hss_that_does_not_answer_is_504_and_nobody_asks_it_where_a_registered_phone_is() {
        bob.silent = true;
        assertThat(Answers.last(calls(bob.impu)).status()).isEqualTo(504);
        bob.silent = false;
        registers(callee);
        bob.silent = true;
        var exchange = calls(bob.impu);
        sbc.replies(sbc.receives("INVITE"), 486);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
        bob.silent = false;
    }

    @Test
    void a_user_assigned_without_a_registration_is_fetched_again() {
        bob.scscf = Optional.of("sip:scscf." + Cluster.HOME);
        assertThat(Answers.last(calls(bob.impu)).status()).isEqualTo(480);
        assertThat(core.hss.assignments(bob)).containsExactly(ServerAssignmentType.UNREGISTERED_USER);
    }

    @Test
    void a_user_of_another_scscf_is_passed_on_to_it() {
        bob.scscf = Optional.of(as.uri());
        var exchange = calls(bob.impu);
        var arrived = as.receives("INVITE");
        assertThat(arrived.request().uri()).isEqualTo(bob.impu);
        assertThat(arrived.request().all(HeaderName.ROUTE)).containsExactly("<" + as.uri() + ";lr>");
        as.replies(arrived, 486);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
        bob.scscf = Optional.of("sip:scscf.nowhere.invalid");
        assertThat(Answers.last(calls(bob.impu)).status()).isEqualTo(504);
    }
}
