package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.cdr.CdrEvent;
import io.carillon.sip.message.HeaderName;
import io.carillon.tas.diversion.DiversionRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to a user who diverts them (TS 24.604 §4.5.2.6), with History-Info as RFC 7044 has it. */
class DiversionTest extends IscTest {
    private final String carol = user("carol");

    @Test
    void without_rules_a_call_just_passes() {
        var invite = terminating();
        var onward = callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo(user);
        assertThat(onward.has(HeaderName.HISTORY_INFO)).isFalse();

        talk(onward);

        var record = RECORDS.expect(invite.callId());
        assertThat(record.role()).isEqualTo(CdrEvent.Role.TERM);
        assertThat(record.caller()).isEqualTo(user("alice"));
        assertThat(OCS.rest()).as("the caller's side pays").isEmpty();
    }

    @Test
    void unconditional() {
        rules(new DiversionRules(carol, null, null, null, null));
        var invite = terminating();

        caller.expect(181);
        var diverted = callee.expect("INVITE");
        assertThat(diverted.uri()).isEqualTo(carol);
        assertThat(diverted.all(HeaderName.ROUTE)).containsExactly("<sip:" + callee.sentBy() + ODI);
        assertThat(history(diverted))
                .containsExactly("<" + user + ">;index=1", "<" + carol + ";cause=302>;index=1.1;mp=1");
        assertThat(diverted.first(HeaderName.DIVERSION))
                .contains("<" + user + ">;reason=unconditional;counter=1;privacy=off");
        assertThat(diverted.bodyText()).isEqualTo(invite.bodyText());

        talk(diverted);
        assertThat(RECORDS.expect(invite.callId()).extra())
                .containsEntry("divertedTo", carol)
                .containsEntry("diversion", "UNCONDITIONAL");
    }

    @ParameterizedTest
    @CsvSource({"486, 486", "600, 486", "480, 503", "408, 503", "503, 503", "404, 404"})
    void after_a_refusal(int status, int cause) {
        rules(new DiversionRules(null, carol, null, carol, null));
        terminating();
        refuse(callee.expect("INVITE"), status);

        caller.expect(181);
        var diverted = callee.expect("INVITE");
        assertThat(diverted.uri()).isEqualTo(carol);
        assertThat(history(diverted))
                .containsExactly(
                        "<" + user + "?Reason=SIP%3Bcause%3D" + status + ">;index=1",
                        "<" + carol + ";cause=" + cause + ">;index=1.1;mp=1");
        talk(diverted);
    }

    @Test
    void no_answer() {
        rules(new DiversionRules(null, null, carol, null, null));
        terminating();
        var ringing = callee.expect("INVITE");
        callee.reply(ringing, 180);
        caller.expect(180);

        var cancel = callee.expect("CANCEL");
        callee.reply(cancel, 200);
        caller.expect(181);
        var diverted = callee.expect("INVITE");
        assertThat(cancel.topVia()).isEqualTo(ringing.topVia());
        assertThat(diverted.uri()).isEqualTo(carol);
        assertThat(diverted.topVia()).isNotEqualTo(ringing.topVia());
        assertThat(diverted.fromTag()).isNotEqualTo(ringing.fromTag());
        assertThat(history(diverted))
                .containsExactly(
                        "<" + user + "?Reason=SIP%3Bcause%3D408>;index=1", "<" + carol + ";cause=408>;index=1.1;mp=1");
        refuse(ringing, 487);
        talk(diverted);
    }

    @Test
    void an_answer_that_comes_too_late_is_taken_back() {
        rules(new DiversionRules(null, null, carol, null, null));
        terminating();
        var ringing = callee.expect("INVITE");
        callee.reply(ringing, 180);
        caller.expect(180);
        callee.reply(callee.expect("CANCEL"), 200);
        caller.expect(181);
        var diverted = callee.expect("INVITE");

        callee.reply(ringing, 200);

        callee.expect("ACK");
        callee.reply(callee.expect("BYE"), 200);
        talk(diverted);
    }

    @Test
    void a_user_with_no_phone_there_is_diverted_at_once() {
        rules(new DiversionRules(null, null, null, carol, null));
        send("<" + user + ">;sescase=term;regstate=unreg", user, edit -> edit);

        caller.expect(181);
        var diverted = callee.expect("INVITE");
        assertThat(history(diverted))
                .containsExactly("<" + user + ">;index=1", "<" + carol + ";cause=404>;index=1.1;mp=1");
        talk(diverted);
    }

    @ParameterizedTest
    @ValueSource(ints = {603, 403, 606})
    void who_declines_is_not_diverted(int status) {
        rules(new DiversionRules(null, carol, carol, carol, null));
        var invite = terminating();
        refuse(callee.expect("INVITE"), status);

        caller.expect(status);
        assertThat(RECORDS.expect(invite.callId()).cause()).isEqualTo("REFUSED " + status);
        assertThat(callee.hasMore()).isFalse();
    }

    @Test
    void a_call_that_was_diverted_before_keeps_its_history() {
        rules(new DiversionRules(carol, null, null, null, null));
        var first = "<" + user("dave") + ">;index=1";
        var second = "<" + user + ";cause=486>;index=1.1;mp=1";
        terminating(edit -> edit.append(HeaderName.HISTORY_INFO, first + ", " + second));

        caller.expect(181);
        var diverted = callee.expect("INVITE");
        assertThat(history(diverted)).containsExactly(first, second, "<" + carol + ";cause=302>;index=1.1.1;mp=1.1");
        talk(diverted);
    }

    @Test
    void a_reason_that_is_there_already_stays() {
        rules(new DiversionRules(null, carol, null, null, null));
        var entry = "<" + user + "?Privacy=history>;index=1";
        terminating(edit -> edit.append(HeaderName.HISTORY_INFO, entry));
        refuse(callee.expect("INVITE"), 486);
        caller.expect(181);
        var diverted = callee.expect("INVITE");
        assertThat(history(diverted).getFirst())
                .isEqualTo("<" + user + "?Privacy=history&Reason=SIP%3Bcause%3D486>;index=1");

        refuse(diverted, 603);
        caller.expect(603);

        terminating(
                edit -> edit.append(HeaderName.HISTORY_INFO, history(diverted).getFirst()));
        refuse(callee.expect("INVITE"), 486);
        caller.expect(181);
        var again = callee.expect("INVITE");
        assertThat(history(again).getFirst()).isEqualTo(history(diverted).getFirst());
        refuse(again, 603);
        caller.expect(603);
    }

    @Test
    void a_call_is_diverted_so_often_and_no_more() {
        rules(new DiversionRules(carol, carol, null, null, null));
        terminating(edit -> {
            for (int i = 1; i <= 5; i++) {
                edit.append(HeaderName.HISTORY_INFO, "<" + user("u") + ";Cause=302>;index=1" + ".1".repeat(i));
            }
            return edit;
        });

        assertThat(caller.expect(480).reason()).isEqualTo("Too Many Diversions");
        assertThat(callee.hasMore()).isFalse();
    }

    @Test
    void the_new_target_is_not_diverted_by_this_users_rules() {
        rules(new DiversionRules(carol, carol, carol, carol, 5));
        terminating();
        caller.expect(181);
        refuse(callee.expect("INVITE"), 486);
        caller.expect(486);
    }

    @Test
    void to_a_number() {
        rules(new DiversionRules("tel:+4930123", null, null, null, null));
        terminating();
        caller.expect(181);
        var diverted = callee.expect("INVITE");
        assertThat(diverted.uri()).isEqualTo("tel:+4930123");
        assertThat(history(diverted).getLast()).isEqualTo("<tel:+4930123;cause=302>;index=1.1;mp=1");
        talk(diverted);
    }

    @Test
    void the_cause_stands_in_the_uri_beside_its_other_parameters() {
        rules(new DiversionRules("sip:+4930123@gw.example;user=phone", null, null, null, null));
        terminating();
        caller.expect(181);
        var diverted = callee.expect("INVITE");
        assertThat(diverted.uri()).isEqualTo("sip:+4930123@gw.example;user=phone");
        assertThat(history(diverted).getLast())
                .isEqualTo("<sip:+4930123@gw.example;user=phone;cause=302>;index=1.1;mp=1");
        talk(diverted);
    }
}
