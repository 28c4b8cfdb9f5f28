package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** Requests by a served user (TS 24.229 §5.4.3.2). */
class OriginatingTest extends CallerStage {
    private final Subscriber bob = core.hss.add(Subscriber.digest("bob"));
    private final Handset callee = new Handset(bob, sbc, "b");

    @BeforeEach
    void numbers() {
        core.numbers.silent = false;
        core.numbers.failing = Rcode.NOERROR;
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
}
