package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services set by dialling (TS 22.030 §6.5): the call is answered without media and ended, a message says what is so. */
class FeatureCodeTest extends IscTest {
    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
            + "m=audio 4000 RTP/AVP 0\r\nm=video 4002 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";

    private static String uri(String code) {
        return "sip:" + code.replace("#", "%23") + "@" + Tas.HOME + ";user=phone";
    }

    private SipRequest dials(String code) {
        return send("<" + user + ">;sescase=orig;regstate=reg", uri(code), edit -> edit.body("application/sdp", OFFER));
    }

    /** The text of the message that comes to the user's phone. */
    private String set(String code) {
        dials(code);
        var answer = caller.expect(200);
        assertThat(answer.bodyText()).contains("m=audio 0 ").contains("m=video 0 ");
        caller.send(caller.next("ACK", 1, answer), tas().sip());
        caller.reply(caller.expect("BYE"), 200);
        var notice = ICSCF.expect("MESSAGE");
        ICSCF.reply(notice, 200);
        assertThat(notice.uri()).isEqualTo(user);
        assertThat(OCS.rest()).as("a code costs nothing").isEmpty();
        return notice.bodyText();
    }

    private void goesTo(String target) {
        terminating();
        if (!target.equals(user)) {
            caller.expect(181);
        }
        var onward = callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo(target);
        talk(onward);
    }

    @Test
    void diversion_is_registered_switched_off_and_on_and_erased() {
        assertThat(set("*#21#")).isEqualTo("Diversion unconditional: off");
        assertThat(set("*21*030123#")).isEqualTo("Diversion unconditional: on, to tel:+4930123");
        goesTo("tel:+4930123");
        assertThat(set("#21#")).isEqualTo("Diversion unconditional: off, tel:+4930123 kept");
        goesTo(user);
        assertThat(set("*21#")).contains("on, to tel:+4930123");
        goesTo("tel:+4930123");
        assertThat(set("##21#")).isEqualTo("Diversion unconditional: off");
        goesTo(user);
    }

    @ParameterizedTest
    @CsvSource({"**67*+4917*11#, busy", "**62*004917#, not reachable", "**61*017**30#, no reply"})
    void other_occasions(String code, String occasion) {
        assertThat(set(code)).isEqualTo("Diversion " + occasion + ": on, to tel:+4917");
    }

    @Test
    void all_at_once() {
        assertThat(set("**002*+4917#").lines()).hasSize(4).allMatch(line -> line.endsWith("on, to tel:+4917"));
        assertThat(set("##004#").lines()).hasSize(3).allMatch(line -> line.endsWith(": off"));
        assertThat(set("*#002#").lines().filter(line -> line.contains("on, to")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "33, Barring of all outgoing calls",
        "331, Barring of international calls",
        "35, Barring of all incoming calls",
        "157, Barring of anonymous calls",
        "26, Do not disturb",
        "30, Presentation of callers",
        "31, Withholding of the own number",
        "76, Presentation of who answers",
        "77, Withholding of who answers"
    })
    void what_is_on_or_off(String code, String title) {
        assertThat(set("*" + code + "#")).isEqualTo(title + ": on");
        assertThat(set("*#" + code + "#")).isEqualTo(title + ": on");
        assertThat(set("#" + code + "#")).isEqualTo(title + ": off");
    }

    @Test
    void what_is_dialled_is_what_calls_do() {
        set("*35#");
        terminating();
        caller.expect(603);
        set("#35#");
        terminating();
        talk(callee.expect("INVITE"));
        set("*33#");
        originating(user("bob"));
        caller.expect(603);
    }

    @ParameterizedTest
    @CsvSource({"#31#+4930123, true", "*31#030123, false"})
    void a_code_in_front_of_a_number_holds_for_one_call(String dialled, boolean withheld) {
        originating(uri(dialled));
        var onward = callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo("tel:+4930123");
        assertThat(onward.has(HeaderName.PRIVACY)).isEqualTo(withheld);
        talk(onward);
    }

    @ParameterizedTest
    @CsvSource({
        "*99#, 404",
        "*21*#, 484",
        "**21#, 484",
        "*21#, 484",
        "*21*0*0*0*0*0*0#, 484",
        "*21*++#, 484",
        "**#, 484",
        "*#*#*#, 484",
        "*1#, 484"
    })
    void garbage_is_refused(String code, int status) {
        dials(code);
        caller.expect(status);
        goesTo(user);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*86", "110", "*21"})
    void other_numbers_are_called(String number) {
        originating(uri(number));
        var onward = callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo(uri(number));
        talk(onward);
    }

    @Test
    void as_a_tel_uri_and_without_an_offer() {
        send("<" + user + ">;sescase=orig", "tel:*26#;phone-context=" + Tas.HOME, edit -> edit.noBody());
        var answer = caller.expect(200);
        caller.send(caller.next("ACK", 1, answer), tas().sip());
        caller.reply(caller.expect("BYE"), 200);
        ICSCF.reply(ICSCF.expect("MESSAGE"), 200);
        terminating();
        caller.expect(480);
    }
}
