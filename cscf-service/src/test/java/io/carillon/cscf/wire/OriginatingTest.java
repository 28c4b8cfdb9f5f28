package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** Requests by a served user (TS 24.229 §5.4.3.2). */
class OriginatingTest {
    private static final String FAR = "sip:zoe@localhost";

    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Peer as1 = new Peer("as1");
    private final Peer as2 = new Peer("as2");
    private final Peer far = new Peer("far");
    private final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    private final Subscriber bob = core.hss.add(Subscriber.digest("bob"));
    private final Handset caller = new Handset(alice, sbc, "a");
    private final Handset callee = new Handset(bob, sbc, "b");

    @BeforeEach
    void numbers() {
        core.numbers.silent = false;
        core.numbers.failing = Rcode.NOERROR;
    }

    @AfterEach
    void close() {
        List.of(sbc, as1, as2, far).forEach(Peer::close);
    }

    private String foreign() {
        return FAR + ":" + far.port();
    }

    private void callerRegisters() {
        assertThat(caller.registers(core.cscf(1)).status()).isEqualTo(200);
    }

    private SipResponse refused(SipRequest request) {
        return sbc.asks(request, core.cscf(1));
    }

    @Test
    void an_unregistered_caller_is_refused() {
        assertThat(refused(caller.request("INVITE", bob.impu).build()).status()).isEqualTo(403);
    }

    @Test
    void without_an_asserted_identity_nobody_is_served() {
        var request = caller.request("INVITE", bob.impu)
                .remove(HeaderName.P_ASSERTED_IDENTITY)
                .build();
        assertThat(refused(request).status()).isEqualTo(403);
        var broken = caller.request("INVITE", bob.impu)
                .set(HeaderName.P_ASSERTED_IDENTITY, "<urn:service:sos>")
                .build();
        assertThat(refused(broken).status()).isEqualTo(400);
    }

    @Test
    void a_barred_caller_is_refused() {
        alice.profile = UserData.of(alice.impi).barred(alice.impu).identity(alice.tel);
        callerRegisters();
        assertThat(refused(caller.request("INVITE", bob.impu).build()).status()).isEqualTo(403);
    }

    @Test
    void to_another_network_the_request_goes_by_dns_with_number_and_charging_identifier() {
        callerRegisters();
        var exchange = sbc.starts(caller.request("INVITE", foreign()).build(), core.cscf(1));
        var arrived = far.receives("INVITE").request();
        assertThat(arrived.all(HeaderName.P_ASSERTED_IDENTITY))
                .containsExactly("<" + alice.impu + ">", "<" + alice.tel + ">");
        assertThat(arrived.first(HeaderName.P_CHARGING_VECTOR).orElseThrow()).endsWith(";orig-ioi=" + Cluster.HOME);
        assertThat(arrived.has(HeaderName.P_SERVED_USER)).isFalse();
        assertThat(arrived.has(HeaderName.ROUTE)).isFalse();
        assertThat(arrived.all(HeaderName.RECORD_ROUTE))
                .singleElement()
                .asString()
                .matches("<sip:scscf\\." + Cluster.HOME + ";node=cscf-1;session=[0-9a-f]{16};lr>");
        exchange.cancel();
    }

    @Test
    void a_message_makes_no_dialog_and_so_no_record_route() {
        callerRegisters();
        var exchange = sbc.starts(caller.request("MESSAGE", foreign()).build(), core.cscf(1));
        var arrived = far.receives("MESSAGE");
        assertThat(arrived.request().has(HeaderName.RECORD_ROUTE)).isFalse();
        far.replies(arrived, 200);
        assertThat(Answers.last(exchange).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "urn:urn-7:3gpp-service.ims.icsi.mmtel, urn:urn-7:3gpp-service.ims.icsi.mmtel",
        "'urn:urn-7:3gpp-application.ims.iari.x, urn:urn-7:3gpp-service.ims.icsi.y', urn:urn-7:3gpp-service.ims.icsi.y",
        "urn:urn-7:3gpp-application.ims.iari.x,",
        "what I like,"
    })
    void the_service_that_a_caller_prefers_is_asserted(String preferred, @Nullable String asserted) {
        callerRegisters();
        sbc.starts(
                caller.request("MESSAGE", foreign())
                        .set(HeaderName.P_PREFERRED_SERVICE, preferred)
                        .build(),
                core.cscf(1));
        var arrived = far.receives("MESSAGE");
        assertThat(arrived.request().has(HeaderName.P_PREFERRED_SERVICE)).isFalse();
        assertThat(arrived.request().first(HeaderName.P_ASSERTED_SERVICE)).isEqualTo(Optional.ofNullable(asserted));
        far.replies(arrived, 200);
    }

    @Test
    void an_asserted_number_is_left_as_it_is() {
        callerRegisters();
        var request = caller.request("MESSAGE", foreign())
                .set(HeaderName.P_ASSERTED_IDENTITY, "<" + alice.tel + ">")
                .build();
        sbc.starts(request, core.cscf(2));
        var arrived = far.receives("MESSAGE");
        assertThat(arrived.request().all(HeaderName.P_ASSERTED_IDENTITY)).containsExactly("<" + alice.tel + ">");
        far.replies(arrived, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:zoe@192.0.2.1", "sip:zoe@nowhere.invalid"})
    void where_no_network_is_the_answer_is_404(String target) {
        callerRegisters();
        assertThat(refused(caller.request("INVITE", target).build()).status()).isEqualTo(404);
    }

    @Test
    void a_uri_of_another_scheme_is_416() {
        callerRegisters();
        assertThat(refused(caller.request("INVITE", "http://example.org/").build())
                        .status())
                .isEqualTo(416);
    }

    @Test
    void an_unknown_user_of_the_home_network_is_404() {
        callerRegisters();
        assertThat(refused(caller.request("INVITE", "sip:nobody@" + Cluster.HOME)
                                .build())
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel:%s", "sip:%s@" + Cluster.HOME + ";user=phone"})
    void a_number_is_looked_up_and_its_user_rings(String form) {
        callerRegisters();
        callee.registers(core.cscf(2));
        var number = bob.tel.substring("tel:".length());
        core.numbers.put(number, "!^.*$!" + bob.impu + "!");
        var request = caller.request("INVITE", form.formatted(number)).build();
        var exchange = sbc.starts(request, core.cscf(1));
        var arrived = sbc.receives("INVITE");
        assertThat(arrived.request().uri()).isEqualTo(callee.contact);
        sbc.replies(arrived, 486);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
        assertThat(core.traces.of(request.callId()))
                .extracting(event -> event.protocol().name())
                .contains("DNS");
    }

    @Test
    void a_number_may_lead_to_another_network_by_substitution() {
        callerRegisters();
        core.numbers.put("+49301", "!^\\+49(.*)$!sip:0\\1@localhost:" + far.port() + "!");
        sbc.starts(caller.request("MESSAGE", "tel:+49-30-1").build(), core.cscf(1));
        var arrived = far.receives("MESSAGE");
        assertThat(arrived.request().uri()).isEqualTo("sip:0301@localhost:" + far.port());
        far.replies(arrived, 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tel:+49999", "tel:112;phone-context=example.org", "sip:12ab@" + Cluster.HOME + ";user=phone"})
    void a_number_that_nobody_has_is_404(String number) {
        callerRegisters();
        assertThat(refused(caller.request("INVITE", number).build()).status()).isEqualTo(404);
    }

    @Test
    void a_number_server_that_is_away_or_fails_is_504_and_the_next_call_works() {
        callerRegisters();
        core.numbers.put("+49302", "!^.*$!" + foreign() + "!");
        var toNumber = caller.request("MESSAGE", "tel:+49302");
        core.numbers.silent = true;
        assertThat(refused(toNumber.build()).status()).isEqualTo(504);
        core.numbers.silent = false;
        core.numbers.failing = Rcode.SERVFAIL;
        assertThat(refused(caller.request("MESSAGE", "tel:+49302").build()).status())
                .isEqualTo(504);
        core.numbers.failing = Rcode.NOERROR;
        sbc.starts(caller.request("MESSAGE", "tel:+49302").build(), core.cscf(1));
        far.replies(far.receives("MESSAGE"), 200);
    }

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
