package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import org.junit.jupiter.api.Test;

/** RFC 3261 §12. */
class DialogTest {
    private static final SipRequest INVITE = SipRequest.create("INVITE", "sip:bob@example.org")
            .append(HeaderName.VIA, "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1")
            .append(HeaderName.RECORD_ROUTE, "<sip:p2.example.org;lr>")
            .append(HeaderName.RECORD_ROUTE, "<sip:p1.example.org;lr>")
            .append(HeaderName.FROM, "\"Alice\" <sip:alice@example.org>;tag=a")
            .append(HeaderName.TO, "<sip:bob@example.org>")
            .append(HeaderName.CALL_ID, "c1")
            .append(HeaderName.CSEQ, "7 INVITE")
            .append(HeaderName.CONTACT, "<sip:alice@192.0.2.1>")
            .build();

    private static SipResponse answer(int status, String contact) {
        return INVITE.reply(status)
                .toTag("b")
                .setAll(HeaderName.RECORD_ROUTE, INVITE.all(HeaderName.RECORD_ROUTE))
                .append(HeaderName.CONTACT, contact)
                .build();
    }

    private final Dialog uac = Dialog.uac(INVITE, answer(200, "<sip:bob@192.0.2.2>"));
    private final Dialog uas = Dialog.uas(INVITE, "b", "<sip:bob@192.0.2.2>");

    @Test
    void the_caller_sends_along_the_reversed_record_route() {
        var bye = uac.request("BYE").build();
        assertThat(bye.uri()).isEqualTo("sip:bob@192.0.2.2");
        assertThat(bye.all(HeaderName.ROUTE)).containsExactly("<sip:p1.example.org;lr>", "<sip:p2.example.org;lr>");
        assertThat(bye.cseq()).hasToString("8 BYE");
        assertThat(bye.first(HeaderName.FROM)).contains("\"Alice\" <sip:alice@example.org>;tag=a");
        assertThat(bye.toTag()).contains("b");
        assertThat(bye.has(HeaderName.CONTACT)).isFalse();
        assertThat(uac.nextHop()).hasToString("sip:p1.example.org;lr");
        assertThat(uas.matches(bye)).isTrue();
        assertThat(uac.matches(bye)).isFalse();
    }

    @Test
    void the_called_side_sends_along_the_record_route() {
        var update = uas.request("UPDATE").build();
        assertThat(update.uri()).isEqualTo("sip:alice@192.0.2.1");
        assertThat(update.all(HeaderName.ROUTE)).containsExactly("<sip:p2.example.org;lr>", "<sip:p1.example.org;lr>");
        assertThat(update.cseq()).hasToString("1 UPDATE");
        assertThat(update.first(HeaderName.CONTACT)).contains("<sip:bob@192.0.2.2>");
        assertThat(uac.matches(update)).isTrue();
    }

    @Test
    void an_ack_has_the_number_of_its_invite() {
        uac.request("INFO");
        assertThat(uac.ack(7).build().cseq()).hasToString("7 ACK");
        assertThat(uac.request("BYE").build().cseq().number()).isEqualTo(9);
    }

    @Test
    void a_lower_cseq_is_refused() {
        var info = uac.request("INFO").build();
        var bye = uac.request("BYE").build();
        assertThat(uas.accepts(bye)).isTrue();
        assertThat(uas.accepts(info)).isFalse();
    }

    @Test
    void a_target_refresh_moves_the_peer() {
        uac.refresh(uas.request("UPDATE")
                .set(HeaderName.CONTACT, "<sip:bob@192.0.2.9>")
                .build());
        assertThat(uac.request("BYE").build().uri()).isEqualTo("sip:bob@192.0.2.9");
        uac.refresh(uas.request("INFO")
                .set(HeaderName.CONTACT, "<sip:bob@192.0.2.66>")
                .build());
        assertThat(uac.request("BYE").build().uri()).isEqualTo("sip:bob@192.0.2.9");
    }

    @Test
    void the_answer_confirms_the_early_dialog_with_its_own_route_set() {
        var early = Dialog.uac(INVITE, answer(180, "<sip:bob@192.0.2.2>"));
        assertThat(early.state().confirmed()).isFalse();
        early.refresh(answer(200, "<sip:bob@192.0.2.3>")
                .edit()
                .remove(HeaderName.RECORD_ROUTE)
                .build());
        assertThat(early.state().confirmed()).isTrue();
        assertThat(early.state().routeSet()).isEmpty();
        assertThat(early.nextHop()).hasToString("sip:bob@192.0.2.3");
    }

    @Test
    void a_strict_router_is_addressed_in_the_request_uri() {
        var strict = INVITE.reply(200)
                .toTag("b")
                .set(HeaderName.RECORD_ROUTE, "<sip:p1.example.org;lr>, <sip:strict.example.org>")
                .append(HeaderName.CONTACT, "<sip:bob@192.0.2.2>")
                .build();
        var bye = Dialog.uac(INVITE, strict).request("BYE").build();
        assertThat(bye.uri()).isEqualTo("sip:strict.example.org");
        assertThat(bye.all(HeaderName.ROUTE)).containsExactly("<sip:p1.example.org;lr>", "<sip:bob@192.0.2.2>");
    }

    @Test
    void the_state_makes_the_same_dialog_again() {
        uac.request("INFO");
        var again = Dialog.of(uac.state());
        assertThat(again.request("BYE").build().wire())
                .isEqualTo(uac.request("BYE").build().wire());
    }
}
