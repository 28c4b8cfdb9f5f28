package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The callee's application servers (TS 24.229 §5.4.3.3). */
class CalleeServersTest extends CalleeStage {
    private final StringRedisTemplate redis = core.bean(1, StringRedisTemplate.class);

    @Test
    void an_unregistered_user_with_services_has_them() {
        bob.servicesWhileUnregistered = true;
        bob.profile.asks(10, "INVITE", 2, as.uri()).asks(20, "INVITE", 1, far.uri());
        var exchange = calls(bob.impu);
        var asked = as.receives("INVITE");
        assertThat(core.hss.assignments(bob)).containsExactly(ServerAssignmentType.UNREGISTERED_USER);
        assertThat(asked.request().first(HeaderName.P_SERVED_USER))
                .contains("<" + bob.impu + ">;sescase=term;regstate=unreg");
        var back = as.passesOn(asked.request(), core.cscf(2));
        assertThat(Answers.last(back).status()).isEqualTo(480);
        as.replies(asked, 480);
        assertThat(Answers.last(exchange).status()).isEqualTo(480);
        assertThat(core.hss.assignments(bob)).hasSize(1);
    }

    @Test
    void an_application_server_is_asked_before_the_phone_rings() {
        bob.profile.asks(10, "INVITE", 1, as.uri());
        registers(callee);
        var exchange = calls(bob.impu);
        var asked = as.receives("INVITE");
        assertThat(asked.request().first(HeaderName.P_SERVED_USER))
                .contains("<" + bob.impu + ">;sescase=term;regstate=reg");
        var onward = as.passesOn(asked.request(), core.cscf(2));
        var arrived = sbc.receives("INVITE");
        assertThat(arrived.request().has(HeaderName.P_SERVED_USER)).isFalse();
        sbc.replies(arrived, 486);
        as.passesBack(onward, asked);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
    }

    /** It would be called again past its server: the node that asked the server has not seen the request come back. */
    @Test
    void a_failure_of_the_phone_is_not_the_servers_where_another_node_got_the_request_back() {
        bob.profile.asks(10, "INVITE", 1, as.uri());
        registers(callee);
        var exchange = calls(bob.impu);
        var asked = as.receives("INVITE");
        var onward = as.passesOn(asked.request(), core.cscf(2));
        var arrived = sbc.receives("INVITE");
        assertThat(redis.getExpire(mark(asked.request()))).isBetween(1L, 240L);
        sbc.replies(arrived, 500);
        as.passesBack(onward, asked);
        assertThat(Answers.last(exchange).status()).isEqualTo(500);
        assertThat(sbc.isIdle()).isTrue();
        await().untilAsserted(() ->
                assertThat(redis.hasKey(mark(asked.request()))).as("the mark").isFalse());
    }

    @Test
    void a_message_that_its_server_has_answered_before_it_sends_it_on_needs_no_mark() {
        bob.profile.asks(10, "MESSAGE", 1, as.uri());
        registers(callee);
        var exchange = far.starts(from("MESSAGE", bob.impu), core.cscf(1));
        var asked = as.receives("MESSAGE");
        as.replies(asked, 202);
        assertThat(Answers.last(exchange).status()).isEqualTo(202);
        as.passesOn(asked.request(), core.cscf(1));
        sbc.replies(sbc.receives("MESSAGE"), 200);
        assertThat(redis.hasKey(mark(asked.request()))).isFalse();
    }

    /** Of the request that another node than the one that asked the server has seen come back. */
    private static String mark(SipRequest asked) {
        var back = asked.all(HeaderName.ROUTE).get(1);
        return "cscf:sent-on:" + back.replaceAll(".*;odi=\\d+\\.\\d+\\.[0-9a-f]+\\.([0-9a-f]+)\\W.*", "$1");
    }

    @Test
    void when_the_server_is_passed_over_and_no_phone_is_there_the_answer_is_480() {
        bob.servicesWhileUnregistered = true;
        bob.profile.asks(10, "INVITE", 2, as.uri(), 0);
        var exchange = calls(bob.impu);
        as.replies(as.receives("INVITE"), 500);
        assertThat(Answers.last(exchange).status()).isEqualTo(480);
    }

    @Test
    void an_application_server_may_send_the_call_to_another_user() {
        var carol = core.hss.add(Subscriber.digest("carol"));
        registers(new Handset(carol, sbc, "c"));
        bob.profile.asks(10, "INVITE", 1, as.uri());
        registers(callee);
        var exchange = calls(bob.impu);
        var asked = as.receives("INVITE");
        var onward = as.passesOn(asked.request().edit().uri(carol.impu).build(), core.cscf(1));
        var arrived = sbc.receives("INVITE");
        assertThat(arrived.request().uri()).contains(carol.name);
        assertThat(arrived.request().first(HeaderName.P_CALLED_PARTY_ID)).contains("<" + carol.impu + ">");
        sbc.replies(arrived, 486);
        as.passesBack(onward, asked);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
    }

    @Test
    void a_diverted_call_may_leave_the_network_and_is_the_diverting_users_own_then() {
        var outgoing = new Peer("outgoing");
        bob.profile.asks(10, "INVITE", 1, as.uri()).asks(20, "INVITE", 4, outgoing.uri());
        registers(callee);
        calls(bob.impu);
        var asked = as.receives("INVITE");
        as.passesOn(
                asked.request().edit().uri("sip:zoe@localhost:" + far.port()).build(), core.cscf(1));
        var diverted = outgoing.receives("INVITE");
        assertThat(diverted.request().first(HeaderName.P_SERVED_USER)).contains("<" + bob.impu + ">;orig-cdiv");
        outgoing.passesOn(diverted.request(), core.cscf(2));
        far.replies(far.receives("INVITE"), 486);
        outgoing.close();
    }

    @Test
    void a_diverted_call_may_go_to_a_number() {
        core.numbers.put("+49777", "!^.*$!sip:zoe@localhost:" + far.port() + "!");
        bob.profile.asks(10, "MESSAGE", 1, as.uri());
        registers(callee);
        far.starts(from("MESSAGE", bob.impu), core.cscf(1));
        as.passesOn(as.receives("MESSAGE").request().edit().uri("tel:+49777").build(), core.cscf(1));
        far.replies(far.receives("MESSAGE"), 200);
    }
}
