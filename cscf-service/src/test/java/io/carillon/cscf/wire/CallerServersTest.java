package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import org.junit.jupiter.api.Test;

/** The caller's application servers (TS 24.229 §5.4.3.2). */
class CallerServersTest extends CallerStage {
    @Test
    void application_servers_are_asked_one_after_the_other_and_the_way_back_leads_through_any_node() {
        alice.profile
                .asks(20, "INVITE", 0, as2.uri())
                .asks(10, "INVITE", 0, as1.uri())
                .asks(5, "MESSAGE", 0, as2.uri());
        callerRegisters();
        var exchange = sbc.starts(caller.request("INVITE", foreign()).build(), core.cscf(1));

        var first = as1.receives("INVITE");
        var routes = first.request().all(HeaderName.ROUTE);
        assertThat(routes.getFirst()).isEqualTo("<" + as1.uri() + ";lr>");
        assertThat(routes.getLast()).startsWith("<sip:scscf." + Cluster.HOME + ";odi=");
        assertThat(first.request().first(HeaderName.P_SERVED_USER))
                .contains("<" + alice.impu + ">;sescase=orig;regstate=reg");
        var toSecond = as1.passesOn(first.request(), core.cscf(2));

        var second = as2.receives("INVITE");
        assertThat(second.request().all(HeaderName.ROUTE)).hasSize(2);
        var toFar = as2.passesOn(second.request(), core.cscf(1));

        var arrived = far.receives("INVITE");
        assertThat(arrived.request().has(HeaderName.ROUTE)).isFalse();
        assertThat(arrived.request().has(HeaderName.P_SERVED_USER)).isFalse();
        far.replies(arrived, 486);
        as2.passesBack(toFar, second);
        as1.passesBack(toSecond, first);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
    }

    @Test
    void what_an_application_server_says_is_the_answer() {
        alice.profile.asks(10, "INVITE", 0, as1.uri()).asks(20, "INVITE", 0, as2.uri());
        callerRegisters();
        var exchange = sbc.starts(caller.request("INVITE", foreign()).build(), core.cscf(1));
        as1.replies(as1.receives("INVITE"), 603);
        assertThat(Answers.last(exchange).status()).isEqualTo(603);
        assertThat(as2.isIdle()).isTrue();
    }

    @Test
    void an_application_server_may_redirect_the_caller() {
        alice.profile.asks(10, "INVITE", 0, as1.uri());
        callerRegisters();
        var exchange = sbc.starts(caller.request("INVITE", foreign()).build(), core.cscf(1));
        var asked = as1.receives("INVITE");
        asked.respond(asked.request()
                .reply(302)
                .toTag("as1")
                .append(HeaderName.CONTACT, "<sip:elsewhere@example.org>")
                .build());
        var moved = Answers.last(exchange);
        assertThat(moved.status()).isEqualTo(302);
        assertThat(moved.address(HeaderName.CONTACT).orElseThrow().uri()).isEqualTo("sip:elsewhere@example.org");
        assertThat(far.isIdle()).isTrue();
    }

    @Test
    void an_application_server_may_answer_the_call_itself() {
        alice.profile.asks(10, "INVITE", 0, as1.uri()).asks(20, "INVITE", 0, as2.uri());
        callerRegisters();
        var invite = caller.request("INVITE", foreign()).build();
        var exchange = sbc.starts(invite, core.cscf(1));
        as1.replies(as1.receives("INVITE"), 200);
        var ok = Answers.last(exchange);
        var ending = sbc.starts(Dialog.uac(invite, ok).request("BYE").build(), core.cscf(2));
        as1.replies(as1.receives("BYE"), 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
        assertThat(as2.isIdle()).isTrue();
    }

    /** TS 24.229 §5.7.3: the server names the user, and the S-CSCF by its URI with the orig parameter. */
    private SipRequest asServedBy(Peer server, String regstate) {
        return server.request("INVITE", foreign(), alice.impu)
                .append(HeaderName.ROUTE, "<sip:scscf." + Cluster.HOME + ";orig;lr>")
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + alice.impu + ">")
                .append(HeaderName.P_SERVED_USER, "<" + alice.impu + ">;sescase=orig;regstate=" + regstate)
                .build();
    }

    @Test
    void an_application_server_may_begin_a_session_for_a_user_who_is_away() {
        alice.profile.asks(10, "INVITE", 0, as1.uri()).asks(20, "INVITE", 3, as2.uri());
        as1.starts(asServedBy(as1, "unreg"), core.cscf(1));
        var asked = as2.receives("INVITE");
        assertThat(asked.request().first(HeaderName.P_SERVED_USER))
                .contains("<" + alice.impu + ">;sescase=orig;regstate=unreg");
        assertThat(asked.request().all(HeaderName.P_ASSERTED_IDENTITY)).contains("<" + alice.tel + ">");
        as2.passesOn(asked.request(), core.cscf(2));
        var arrived = far.receives("INVITE");
        assertThat(arrived.request().has(HeaderName.P_SERVED_USER)).isFalse();
        assertThat(arrived.request().first(HeaderName.P_CHARGING_VECTOR).orElseThrow())
                .contains("icid-value=")
                .endsWith(";orig-ioi=" + Cluster.HOME);
        far.replies(arrived, 486);
        assertThat(core.hss.assignments(alice)).containsExactly(ServerAssignmentType.UNREGISTERED_USER);
    }

    @Test
    void a_server_is_told_the_state_that_is_and_not_the_one_that_another_supposed() {
        alice.profile.asks(10, "INVITE", 0, as2.uri()).asks(20, "INVITE", 3, as1.uri());
        callerRegisters();
        as1.starts(asServedBy(as1, "unreg"), core.cscf(1));
        var asked = as2.receives("INVITE");
        assertThat(asked.request().first(HeaderName.P_SERVED_USER))
                .contains("<" + alice.impu + ">;sescase=orig;regstate=reg");
        as2.replies(asked, 486);
    }

    @Test
    void a_server_that_speaks_for_nobody_we_know_is_refused() {
        core.hss.remove(alice);
        assertThat(as1.asks(asServedBy(as1, "unreg"), core.cscf(1)).status()).isEqualTo(404);
    }

    @Test
    void a_failing_application_server_is_passed_over() {
        alice.profile.asks(10, "INVITE", 0, as1.uri(), 0);
        callerRegisters();
        var exchange = sbc.starts(caller.request("INVITE", foreign()).build(), core.cscf(1));
        as1.replies(as1.receives("INVITE"), 500);
        far.replies(far.receives("INVITE"), 486);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
    }

    @Test
    void without_its_application_server_a_session_may_have_to_end() {
        alice.profile.asks(10, "INVITE", 0, as1.uri(), 1).asks(20, "INVITE", 0, as2.uri());
        callerRegisters();
        var exchange = sbc.starts(caller.request("INVITE", foreign()).build(), core.cscf(1));
        as1.replies(as1.receives("INVITE"), 500);
        assertThat(Answers.last(exchange).status()).isEqualTo(500);
        assertThat(far.isIdle()).isTrue();
    }

    @Test
    void a_failure_after_ringing_is_the_calls_own() {
        alice.profile.asks(10, "INVITE", 0, as1.uri(), 0);
        callerRegisters();
        var exchange = sbc.starts(caller.request("INVITE", foreign()).build(), core.cscf(1));
        var asked = as1.receives("INVITE");
        as1.replies(asked, 180);
        assertThat(Answers.progress(exchange).status()).isEqualTo(180);
        as1.replies(asked, 500);
        assertThat(Answers.last(exchange).status()).isEqualTo(500);
        assertThat(far.isIdle()).isTrue();
    }

    @Test
    void an_application_server_that_does_not_answer_is_passed_over() {
        alice.profile.asks(10, "INVITE", 0, as1.uri(), 0);
        callerRegisters();
        as1.close();
        var exchange = sbc.starts(caller.request("INVITE", foreign()).build(), core.cscf(1));
        far.replies(far.receives("INVITE"), 486);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
    }

    @Test
    void an_application_server_without_an_address_is_passed_over_or_ends_the_session() {
        alice.profile
                .asks(10, "MESSAGE", 0, "sip:as.nowhere.invalid", 0)
                .asks(10, "INVITE", 0, "sip:as.nowhere.invalid", 1);
        callerRegisters();
        var exchange = sbc.starts(caller.request("MESSAGE", foreign()).build(), core.cscf(1));
        far.replies(far.receives("MESSAGE"), 200);
        assertThat(Answers.last(exchange).status()).isEqualTo(200);
        assertThat(refused(caller.request("INVITE", foreign()).build()).status())
                .isEqualTo(504);
    }

    @Test
    void when_all_servers_are_passed_over_the_callees_own_answer_counts() {
        alice.profile.asks(10, "INVITE", 0, as1.uri(), 0);
        callerRegisters();
        var exchange = sbc.starts(
                caller.request("INVITE", "sip:nobody@" + Cluster.HOME).build(), core.cscf(1));
        as1.replies(as1.receives("INVITE"), 503);
        assertThat(Answers.last(exchange).status()).isEqualTo(404);
    }

    @Test
    void a_forged_way_back_is_400() {
        callerRegisters();
        var forged = caller.request("INVITE", foreign())
                .set(HeaderName.ROUTE, "<sip:scscf." + Cluster.HOME + ";odi=9.x.zz;lr>")
                .build();
        assertThat(refused(forged).status()).isEqualTo(400);
    }
}
