package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Initial requests for a phone (TS 24.229 §5.2.6.4.3, RFC 5626 §5.3). */
class CallToPhoneTest extends GmTest {
    private static final HeaderName P_ASSERTED_IDENTITY = HeaderName.P_ASSERTED_IDENTITY;

    @Test
    void the_flow_token_leads_to_the_phone() {
        var phone = phone();
        var path = path(phone);
        core.send(inviteTowards(phone, path, ""), SBC.core());
        var invite = phone.expect("INVITE");
        assertThat(invite.has(HeaderName.ROUTE)).isFalse();
        assertThat(invite.has(HeaderName.P_CHARGING_VECTOR)).isFalse();
        assertThat(invite.first(P_ASSERTED_IDENTITY)).contains("<" + core.identity() + ">");
        assertThat(invite.all(HeaderName.RECORD_ROUTE))
                .containsExactly(
                        "<sip:127.0.0.1:" + SBC.access().getPort() + ";leg=t;lr>",
                        "<sip:sbc." + Sbc.HOME + ";node=sbc-1;leg=t;lr>",
                        SCSCF);
    }

    /** Also where the contact is a private address behind a NAT. */
    @Test
    void over_tcp_the_connection_of_the_registration_is_used() {
        var phone = tcpPhone();
        var path = path(phone);
        core.send(
                core.request("INVITE", "sip:" + phone.name + "@192.168.1.2:5060;transport=tcp")
                        .append(HeaderName.ROUTE, path)
                        .append(HeaderName.P_CALLED_PARTY_ID, "<" + phone.identity() + ">"),
                SBC.core());
        var invite = phone.expect("INVITE");
        assertThat(invite.topVia().transport()).isEqualTo("TCP");
        phone.reply(invite, 486);
        core.expect(486);
    }

    @Test
    void a_caller_who_wants_privacy_is_not_named() {
        var phone = phone();
        core.send(towards(phone, path(phone), "MESSAGE").append(HeaderName.PRIVACY, "header;id"), SBC.core());
        assertThat(phone.expect("MESSAGE").has(P_ASSERTED_IDENTITY)).isFalse();
    }

    @Test
    void the_called_identity_is_asserted_in_the_answer_whatever_the_phone_says() {
        var phone = phone();
        core.send(inviteTowards(phone, path(phone), ""), SBC.core());
        var invite = phone.expect("INVITE");
        phone.reply(
                invite,
                phone.answer(invite, 200)
                        .append(P_ASSERTED_IDENTITY, "<sip:boss@" + Sbc.HOME + ">")
                        .append(HeaderName.P_PREFERRED_IDENTITY, "<sip:boss@" + Sbc.HOME + ">")
                        .append(HeaderName.P_CHARGING_VECTOR, "icid-value=mine")
                        .append(HeaderName.HISTORY_INFO, "<sip:boss@" + Sbc.HOME + ">;index=1"));
        var ok = core.expect(200);
        assertThat(ok.all(P_ASSERTED_IDENTITY)).containsExactly("<" + phone.identity() + ">");
        assertThat(ok.all(HeaderName.P_CHARGING_VECTOR)).containsExactly("icid-value=\"icid-" + phone.name + "\"");
        assertThat(ok.toString()).doesNotContain("boss");
    }

    @Test
    void without_a_called_party_the_default_identity_is_asserted() {
        var phone = phone();
        core.send(
                towards(phone, path(phone), "MESSAGE")
                        .remove(HeaderName.P_CALLED_PARTY_ID)
                        .remove(HeaderName.P_CHARGING_VECTOR),
                SBC.core());
        var message = phone.expect("MESSAGE");
        phone.reply(message, 200);
        var ok = core.expect(200);
        assertThat(ok.all(P_ASSERTED_IDENTITY)).containsExactly("<" + phone.identity() + ">");
        assertThat(ok.has(HeaderName.P_CHARGING_VECTOR)).isFalse();
    }

    @Test
    void a_token_that_is_none_of_ours_is_a_failed_flow() {
        var phone = phone();
        for (var token : new String[] {
            "zz",
            "00",
            hex("UDP/70000/127.0.0.1"),
            hex("UDP/x/127.0.0.1"),
            hex("SCTP/5060/127.0.0.1"),
            hex("UDP/5060/phone.example.org"),
            hex("UDP")
        }) {
            var path = "<sip:" + token + "@sbc." + Sbc.HOME + ";node=sbc-1;lr>";
            core.send(inviteTowards(phone, path, ""), SBC.core());
            core.expect(430);
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void a_request_without_our_path_has_nowhere_to_go() {
        var phone = phone();
        core.send(core.request("INVITE", phone.identity()), SBC.core());
        core.expect(404);
        core.send(
                core.request("INVITE", phone.identity()).append(HeaderName.ROUTE, "<sip:sbc." + Sbc.HOME + ";lr>"),
                SBC.core());
        core.expect(404);
    }

    /** TS 24.229 §5.2.6.4.3: the phone cannot be reached, and the core may try another of its contacts. */
    @Test
    void a_connection_that_is_gone_is_an_error_at_once() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        var phone = phone();
        var path = "<sip:" + hex("TCP/" + closed + "/127.0.0.1") + "@sbc." + Sbc.HOME + ";lr>";
        core.send(inviteTowards(phone, path, sdp("10.0.0.1", 4000)), SBC.core());
        assertThat(core.expectFinal().status()).isGreaterThanOrEqualTo(430);
        relay.expect(io.carillon.sdp.ng.NgCommand.Offer.class);
        relay.expect(io.carillon.sdp.ng.NgCommand.Delete.class);
    }

    @Test
    void a_message_to_a_phone_and_its_answer() {
        var phone = phone();
        core.send(towards(phone, path(phone), "MESSAGE").body("text/plain", "hello"), SBC.core());
        var message = phone.expect("MESSAGE");
        assertThat(message.bodyText()).isEqualTo("hello");
        assertThat(message.has(HeaderName.RECORD_ROUTE)).isFalse();
        phone.reply(message, 200);
        assertThat(core.expect(200).first(P_ASSERTED_IDENTITY)).contains("<" + phone.identity() + ">");
    }

    /** Two phones of one border: the same Call-ID passes twice, each passage with its own media. */
    @Test
    void a_call_between_two_of_our_phones_is_two_passages() {
        var caller = registeredPhone();
        var callee = phone();
        var path = path(callee);
        caller.send(invite(caller, sdp("10.0.0.1", 4000)), SBC.access());
        var between = core.expect("INVITE");
        var onward = between.edit()
                .uri("sip:" + callee.name + "@" + callee.sentBy())
                .prepend(HeaderName.VIA, core.via())
                .setAll(HeaderName.ROUTE, java.util.List.of(path))
                .prepend(HeaderName.RECORD_ROUTE, SCSCF)
                .append(HeaderName.P_CALLED_PARTY_ID, "<" + callee.identity() + ">")
                .build();
        core.send(onward, SBC.core());
        var invite = callee.expect("INVITE");
        assertThat(invite.bodyText()).contains("m=audio 24000");
        callee.reply(invite, with(callee.answer(invite, 200), sdp("10.0.0.2", 5000)));
        var fromCallee = core.expect(200);
        assertThat(fromCallee.bodyText()).contains("m=audio 15000");
        core.reply(between, fromCallee.edit().removeFirst(HeaderName.VIA));
        var ok = caller.expect(200);
        assertThat(ok.bodyText()).contains("m=audio 25000");

        caller.send(caller.inDialog("BYE", 2, ok), SBC.access());
        var bye = core.expect("BYE");
        assertThat(bye.all(HeaderName.ROUTE)).hasSize(3).first().isEqualTo(SCSCF);
        core.send(bye.edit().prepend(HeaderName.VIA, core.via()).removeFirst(HeaderName.ROUTE), SBC.core());
        var ended = callee.expect("BYE");
        assertThat(ended.has(HeaderName.ROUTE)).isFalse();
        callee.reply(ended, 200);
        core.reply(bye, core.expect(200).edit().removeFirst(HeaderName.VIA));
        caller.expect(200);
    }
}
