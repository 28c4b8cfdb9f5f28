package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong gets the protocol's own answer, and what comes next is served. */
class BadInputTest extends IscTest {
    @AfterEach
    void the_next_good_call_works() {
        terminating();
        callerHangsUp(answer(callee.expect("INVITE")));
    }

    @Test
    void an_invite_that_did_not_come_over_isc() {
        caller.send(caller.request("INVITE", user), tas().sip());
        assertThat(caller.expect(400).reason()).contains("P-Served-User");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<mailto:x@y>;sescase=term", "<sip:bob@home", "<tel:12345>;sescase=orig"})
    void a_served_user_that_is_none(String served) {
        send(served, user, edit -> edit);
        caller.expect(400);
    }

    @Test
    void a_broken_history() {
        terminating(edit -> edit.append(HeaderName.HISTORY_INFO, "<sip:bob@home"));
        caller.expect(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "SUBSCRIBE", "BREW"})
    void a_method_that_is_not_ours(String method) {
        caller.send(caller.request(method, user), tas().sip());
        assertThat(caller.expect(405).all(HeaderName.ALLOW)).contains("INVITE", "PRACK");
    }

    @Test
    void options_tells_the_methods() {
        caller.send(caller.request("OPTIONS", user), tas().sip());
        assertThat(caller.expect(200).has(HeaderName.ALLOW)).isTrue();
    }

    @Test
    void a_request_of_a_call_that_nobody_knows() {
        var bye = caller.request("BYE", user);
        caller.send(bye.edit().set(HeaderName.TO, "<" + user + ">;tag=none").build(), tas().sip());
        caller.expect(481);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no SIP at all",
                "INVITE sip:bob@home SIP/2.0\r\n\r\n",
                "INVITE sip:bob@home SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\nCSeq: x\r\n\r\n",
                "\u0000\u0001\u0002"
            })
    void noise(String text) {
        caller.send(text.getBytes(StandardCharsets.ISO_8859_1), tas().sip());
    }

    @Test
    void a_loop_ends() {
        terminating(edit -> edit.set(HeaderName.MAX_FORWARDS, 0));
        caller.expect(483);
    }
}
