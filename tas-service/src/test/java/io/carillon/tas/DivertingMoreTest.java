package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.tas.simservs.Condition;
import io.carillon.tas.simservs.Simservs.Diversion;
import io.carillon.tas.simservs.Simservs.DiversionRule;
import io.carillon.tas.simservs.Simservs.ForwardTo;
import io.carillon.tas.simservs.Simservs.Ringing;
import io.carillon.tas.simservs.Simservs.Ringing.Mode;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Diversion by rules with conditions, by the phone itself, told or kept secret; and phones that ring together. */
class DivertingMoreTest extends IscTest {
    private final String carol = user("carol");
    private final String dave = user("dave");

    private void diverts(ForwardTo to, Condition... conditions) {
        services(data ->
                data.with(new Diversion(true, null, List.of(new DiversionRule("r1", List.of(conditions), to)))));
    }

    /** The test's clock says noon, UTC, on a Sunday. */
    @ParameterizedTest
    @CsvSource({"08:00, 17:00, true", "13:00, 17:00, false", "22:00, 12:30, true", "22:00, 06:00, false"})
    void by_the_time_of_the_day(LocalTime from, LocalTime until, boolean now) {
        diverts(ForwardTo.target(carol), new Condition.Daily(from, until, Set.of()));
        terminating();
        var onward = now ? afterNotice() : callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo(now ? carol : user);
        talk(onward);
    }

    private SipRequest afterNotice() {
        caller.expect(181);
        return callee.expect("INVITE");
    }

    @ParameterizedTest
    @CsvSource({"alice, true", "zoe, false"})
    void by_who_calls(String party, boolean matches) {
        diverts(ForwardTo.target(carol), new Condition.Identity(List.of(user(party)), List.of(), List.of()));
        terminating();
        var onward = matches ? afterNotice() : callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo(matches ? carol : user);
        talk(onward);
    }

    @ParameterizedTest
    @CsvSource({"m=audio 4000 RTP/AVP 8, false", "m=video 4002 RTP/AVP 96, true"})
    void by_what_is_offered(String line, boolean diverted) {
        diverts(ForwardTo.target(carol), new Condition.Media("video"));
        terminating(edit -> edit.body(
                "application/sdp",
                "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n" + line + "\r\n"));
        var onward = diverted ? afterNotice() : callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo(diverted ? carol : user);
        talk(onward);
    }

    @Test
    void a_condition_that_nobody_here_knows_never_holds() {
        tas().redis().opsForValue().set("tas:simservs:" + user, """
                <simservs xmlns="http://uri.etsi.org/ngn/params/xml/simservs/xcap"
                    xmlns:cp="urn:ietf:params:xml:ns:common-policy">
                  <communication-diversion active="true"><cp:ruleset><cp:rule id="r">
                    <cp:conditions><presence-status>away</presence-status></cp:conditions>
                    <cp:actions><forward-to><target>%s</target></forward-to></cp:actions>
                  </cp:rule></cp:ruleset></communication-diversion>
                </simservs>""".formatted(carol));
        terminating();
        var onward = callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo(user);
        talk(onward);
    }

    @Test
    void the_notice_tells_where_the_call_went() {
        diverts(ForwardTo.target(carol));
        terminating();
        var notice = caller.expect(181);
        assertThat(notice.all(HeaderName.HISTORY_INFO))
                .containsExactly("<" + user + ">;index=1", "<" + carol + ";cause=302>;index=1.1;mp=1");
        assertThat(notice.first(HeaderName.CONTACT).orElseThrow())
                .as("its tag makes a dialog, which has to be reached")
                .contains("node=");
        talk(callee.expect("INVITE"));
    }

    @Test
    void who_wants_secrecy_gets_it() {
        diverts(new ForwardTo(carol, true, false, false, null));
        terminating();
        assertThat(caller.expect(181).all(HeaderName.HISTORY_INFO).getLast())
                .contains(carol)
                .contains("?Privacy=history>");
        var diverted = callee.expect("INVITE");
        assertThat(history(diverted).getFirst()).isEqualTo("<" + user + "?Privacy=history>;index=1");
        assertThat(diverted.first(HeaderName.DIVERSION).orElseThrow()).contains("privacy=full");
        talk(diverted);
    }

    @Test
    void the_caller_need_not_be_told_and_the_user_may_be() {
        diverts(new ForwardTo(carol, false, null, null, true));
        terminating();
        talk(callee.expect("INVITE"));
        assertThat(caller.hasMore()).isFalse();
        var notice = ICSCF.expect("MESSAGE");
        assertThat(notice.uri()).isEqualTo(user);
        assertThat(notice.bodyText()).contains(user("alice")).contains(carol);
        ICSCF.reply(notice, 200);
    }

    @ParameterizedTest
    @CsvSource({"false, 480", "true, 487"})
    void the_phone_sends_its_call_elsewhere(boolean ringing, int cause) {
        terminating();
        var onward = callee.expect("INVITE");
        if (ringing) {
            callee.reply(onward, 180);
            caller.expect(180);
        }
        callee.reply(onward, 302, edit -> edit.set(HeaderName.CONTACT, "<" + carol + ">"));
        callee.expect("ACK");
        var deflected = afterNotice();
        assertThat(deflected.uri()).isEqualTo(carol);
        assertThat(history(deflected).getLast()).isEqualTo("<" + carol + ";cause=" + cause + ">;index=1.1;mp=1");
        talk(deflected);
    }

    @Test
    void a_redirection_to_nowhere_is_the_caller_s_to_see() {
        terminating();
        callee.reply(callee.expect("INVITE"), 302, edit -> edit.set(HeaderName.CONTACT, "<mailto:c@example.org>"));
        callee.expect("ACK");
        caller.expect(302);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 480})
    void who_was_alerted_did_not_reply(int status) {
        rules(new io.carillon.tas.diversion.DiversionRules(null, null, carol, dave, 180));
        terminating();
        var ringing = callee.expect("INVITE");
        callee.reply(ringing, 180);
        caller.expect(180);
        refuse(ringing, status);
        var diverted = afterNotice();
        assertThat(diverted.uri()).isEqualTo(carol);
        talk(diverted);
    }

    @Test
    void all_phones_ring_and_the_first_answer_counts() {
        services(data -> data.with(new Ringing(Mode.SIMULTANEOUS, null, List.of(carol, dave))));
        terminating();
        var own = callee.expect("INVITE");
        var atCarol = callee.expect("INVITE");
        var atDave = callee.expect("INVITE");
        assertThat(List.of(own.uri(), atCarol.uri(), atDave.uri())).containsExactly(user, carol, dave);
        assertThat(history(atDave).getLast()).isEqualTo("<" + dave + ">;index=1.2;mp=1");
        callee.reply(own, 180);
        callee.reply(atCarol, 180);
        callee.reply(atDave, 180);
        var tags = Set.of(tag(caller.expect(180)), tag(caller.expect(180)), tag(caller.expect(180)));
        assertThat(tags).hasSize(3);

        callee.reply(atCarol, 200);
        var answer = caller.expect(200);
        for (int i = 0; i < 2; i++) {
            var cancel = callee.expect("CANCEL");
            assertThat(cancel.first(HeaderName.REASON).orElseThrow()).contains("Call completed elsewhere");
            callee.reply(cancel, 200);
        }
        refuse(own, 487);
        refuse(atDave, 487);
        caller.send(caller.next("ACK", 1, answer), tas().sip());
        callee.expect("ACK");
        callerHangsUp(answer);
    }

    private static String tag(io.carillon.sip.message.SipResponse response) {
        return response.toTag().orElseThrow();
    }

    @Test
    void a_phone_that_is_busy_leaves_the_others_ringing_and_a_decline_ends_it_all() {
        services(data -> data.with(new Ringing(Mode.SIMULTANEOUS, null, List.of(carol))));
        terminating();
        var own = callee.expect("INVITE");
        var atCarol = callee.expect("INVITE");
        callee.reply(atCarol, 180);
        caller.expect(180);
        refuse(own, 486);
        assertThat(caller.hasMore()).isFalse();
        refuse(atCarol, 603);
        caller.expect(603);
    }

    @Test
    void phones_ring_in_turn_and_diversion_has_the_last_word() {
        rules(new io.carillon.tas.diversion.DiversionRules(null, null, dave, null, null));
        services(data -> data.with(new Ringing(Mode.SEQUENTIAL, null, List.of(carol))));
        terminating();
        refuse(callee.expect("INVITE"), 486);
        var atCarol = callee.expect("INVITE");
        assertThat(atCarol.uri()).isEqualTo(carol);
        callee.reply(atCarol, 180);
        caller.expect(180);
        callee.reply(callee.expect("CANCEL"), 200);
        caller.expect(181);
        var diverted = callee.expect("INVITE");
        refuse(atCarol, 487);
        assertThat(diverted.uri()).isEqualTo(dave);
        talk(diverted);
    }

    @Test
    void plans_that_name_each_other_do_not_multiply_a_call() {
        services(data -> data.with(new Ringing(Mode.SIMULTANEOUS, null, List.of(carol))));
        terminating(edit -> edit.append(HeaderName.HISTORY_INFO, "<" + carol + ">;index=1, <" + user + ">;index=1.1"));
        var own = callee.expect("INVITE");
        assertThat(own.uri()).isEqualTo(user);
        talk(own);
        assertThat(callee.hasMore()).isFalse();
    }
}
