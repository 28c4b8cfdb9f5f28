package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.tas.simservs.Condition;
import io.carillon.tas.simservs.Condition.Fact;
import io.carillon.tas.simservs.Simservs;
import io.carillon.tas.simservs.Simservs.Barring;
import io.carillon.tas.simservs.Simservs.BarringRule;
import io.carillon.tas.simservs.Simservs.Identity;
import io.carillon.tas.simservs.Simservs.Restriction;
import io.carillon.tas.simservs.Simservs.Screening;
import io.carillon.tas.simservs.Simservs.ShortNumbers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Barring, lists, do not disturb, identities and short numbers, each over the wire. */
class ServicesTest extends IscTest {
    private static Barring bars(Condition... conditions) {
        return new Barring(true, List.of(new BarringRule("r1", List.of(conditions), false)));
    }

    private static Condition one(String... identities) {
        return new Condition.Identity(List.of(identities), List.of(), List.of());
    }

    private void isRefused(int status) {
        caller.expect(status);
        assertThat(callee.hasMore()).isFalse();
    }

    @Test
    void anonymous_calls_are_refused_as_such() {
        services(data -> data.withIncoming(bars(new Condition.Situation(Fact.ANONYMOUS))));
        terminating(edit -> edit.append(HeaderName.PRIVACY, "id"));
        assertThat(caller.expect(433).reason()).isEqualTo("Anonymity Disallowed");

        terminating(edit -> edit.set(HeaderName.FROM, "<sip:anonymous@anonymous.invalid>;tag=c"));
        isRefused(433);

        terminating(edit -> edit.append(HeaderName.PRIVACY, "none"));
        talk(callee.expect("INVITE"));
    }

    @Test
    void incoming_calls_of_some_are_barred_before_they_are_diverted() {
        services(data -> data.withIncoming(bars(one(user("alice") + ";user=phone"))));
        rules(new io.carillon.tas.diversion.DiversionRules(user("carol"), null, null, null, null));
        terminating();
        isRefused(603);
    }

    @Test
    void a_rule_that_allows_outweighs_one_that_bars() {
        services(data -> data.withIncoming(new Barring(
                true,
                List.of(
                        new BarringRule("all", List.of(), false),
                        new BarringRule("alice", List.of(one(user("alice"))), true)))));
        terminating();
        talk(callee.expect("INVITE"));
    }

    @ParameterizedTest
    @CsvSource({"tel:+1900123, false", "tel:+4930123, true"})
    void outgoing_calls_to_some_numbers_are_barred_before_they_cost(String number, boolean passes) {
        services(data -> data.withOutgoing(bars(one("tel:+1900*"))));
        originating(number);
        if (passes) {
            talk(callee.expect("INVITE"));
        } else {
            isRefused(603);
            assertThat(OCS.rest()).isEmpty();
        }
    }

    @Test
    void international_calls_are_barred() {
        services(data -> data.withOutgoing(bars(new Condition.Situation(Fact.INTERNATIONAL))));
        originating("tel:+33123456");
        isRefused(603);
        originating("tel:+4930123");
        talk(callee.expect("INVITE"));
    }

    @Test
    void video_calls_are_barred_and_voice_calls_are_not() {
        services(data -> data.withIncoming(bars(new Condition.Media("video"))));
        terminating(edit -> edit.body(
                "application/sdp",
                "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
                        + "m=audio 4000 RTP/AVP 0\r\nm=video 4002 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"));
        isRefused(603);
        terminating();
        talk(callee.expect("INVITE"));
    }

    @Test
    void do_not_disturb_and_those_who_may() {
        services(data -> data.with(new Screening(true, List.of(), List.of())));
        terminating();
        isRefused(480);

        services(data -> data.with(new Screening(true, List.of(user("alice")), List.of())));
        terminating();
        talk(callee.expect("INVITE"));
    }

    @Test
    void who_is_not_to_be_disturbed_is_busy_to_diversion() {
        services(data -> data.with(new Screening(true, List.of(), List.of())));
        rules(new io.carillon.tas.diversion.DiversionRules(null, user("voicemail"), null, null, null));
        terminating();
        caller.expect(181);
        var diverted = callee.expect("INVITE");
        assertThat(diverted.uri()).isEqualTo(user("voicemail"));
        talk(diverted);
    }

    @Test
    void the_black_list_has_the_caller() {
        services(data -> data.with(new Screening(false, List.of(), List.of(user("alice")))));
        terminating();
        isRefused(603);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_RESTRICTED, -, false",
        "NOT_RESTRICTED, id, true",
        "RESTRICTED, -, true",
        "RESTRICTED, none, false",
        "PERMANENT, none, true"
    })
    void the_caller_s_identity_is_withheld(Restriction restriction, String asked, boolean withheld) {
        services(data -> data.with(new Identity(true, restriction, true, Restriction.NOT_RESTRICTED)));
        send(
                "<" + user + ">;sescase=orig;regstate=reg",
                user("bob"),
                edit -> asked.equals("-") ? edit : edit.append(HeaderName.PRIVACY, asked));
        var onward = callee.expect("INVITE");
        assertThat(onward.lists(HeaderName.PRIVACY, "id")).isEqualTo(withheld);
        assertThat(onward.from().uri().contains("anonymous.invalid")).isEqualTo(withheld);
        assertThat(onward.has(HeaderName.P_ASSERTED_IDENTITY))
                .as("the network still knows")
                .isTrue();
        talk(onward);
    }

    @Test
    void who_has_no_presentation_sees_nobody() {
        services(data -> data.with(new Identity(false, Restriction.NOT_RESTRICTED, true, Restriction.NOT_RESTRICTED)));
        terminating();
        var onward = callee.expect("INVITE");
        assertThat(onward.has(HeaderName.P_ASSERTED_IDENTITY)).isFalse();
        assertThat(onward.from().uri()).isEqualTo("sip:anonymous@anonymous.invalid");
        talk(onward);
    }

    @ParameterizedTest
    @ValueSource(strings = {"term", "orig"})
    void the_connected_identity_is_withheld(String side) {
        services(data -> data.with(new Identity(true, Restriction.NOT_RESTRICTED, false, Restriction.PERMANENT)));
        send("<" + user + ">;sescase=" + side + ";regstate=reg", user, edit -> edit);
        var onward = callee.expect("INVITE");
        var asserted = "<" + user("bob") + ">";
        callee.reply(onward, 200, edit -> edit.append(HeaderName.P_ASSERTED_IDENTITY, asserted));
        var answer = caller.expect(200);
        if (side.equals("term")) {
            assertThat(answer.first(HeaderName.PRIVACY)).as("TIR").contains("id");
            assertThat(answer.first(HeaderName.P_ASSERTED_IDENTITY)).contains(asserted);
        } else {
            assertThat(answer.has(HeaderName.P_ASSERTED_IDENTITY)).as("no TIP").isFalse();
        }
        caller.send(caller.next("ACK", 1, answer), tas().sip());
        callee.expect("ACK");
        callerHangsUp(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:17@" + Tas.HOME + ";user=phone", "tel:17;phone-context=" + Tas.HOME})
    void a_short_number_of_the_group(String dialled) {
        services(data -> data.with(new ShortNumbers("sales", Map.of("17", user("bob")))));
        var invite = originating(dialled);
        var onward = callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo(user("bob"));
        talk(onward);
        assertThat(RECORDS.expect(invite.callId()).callee()).isEqualTo(user("bob"));

        originating("sip:18@" + Tas.HOME);
        var other = callee.expect("INVITE");
        assertThat(other.uri()).isEqualTo("sip:18@" + Tas.HOME);
        talk(other);
    }

    @Test
    void a_document_that_cannot_be_read_hides_its_user_and_hinders_nobody() {
        tas().redis().opsForValue().set("tas:simservs:" + user, "<simservs");
        originating(user("bob"));
        var onward = callee.expect("INVITE");
        assertThat(onward.first(HeaderName.PRIVACY)).contains("id");
        talk(onward);
        terminating();
        talk(callee.expect("INVITE"));
        services(data -> Simservs.NONE);
        originating(user("bob"));
        var seen = callee.expect("INVITE");
        assertThat(seen.has(HeaderName.PRIVACY)).isFalse();
        talk(seen);
    }
}
