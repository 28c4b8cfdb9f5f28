package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import org.junit.jupiter.api.Test;

/** Initial requests from a phone: who it is, and the way it goes (TS 24.229 §5.2.6.3.3). */
class CallFromPhoneTest extends GmTest {
    private static final HeaderName P_ASSERTED_IDENTITY = HeaderName.P_ASSERTED_IDENTITY;

    private SipRequest passes(Peer phone, RequestEdit request) {
        phone.send(request, SBC.access());
        return core.expect("INVITE");
    }

    private void refused(Peer phone, RequestEdit request, int status) {
        phone.send(request, SBC.access());
        phone.expect(status);
        assertThat(core.hasMore()).isFalse();
    }

    @Test
    void a_phone_that_is_not_registered_may_not_call() {
        var phone = phone();
        refused(phone, invite(phone, ""), 403);
    }

    @Test
    void the_default_identity_is_asserted_whatever_from_says() {
        var phone = registeredPhone();
        var invite = passes(
                phone,
                invite(phone, "")
                        .set(HeaderName.FROM, "\"The Boss\" <sip:boss@" + Sbc.HOME + ">;tag=1")
                        .append(P_ASSERTED_IDENTITY, "<sip:boss@" + Sbc.HOME + ">")
                        .append(HeaderName.P_CHARGING_VECTOR, "icid-value=mine")
                        .append(HeaderName.PRIVACY, "id"));
        assertThat(invite.all(P_ASSERTED_IDENTITY)).containsExactly("<" + phone.identity() + ">");
        assertThat(invite.all(HeaderName.P_CHARGING_VECTOR)).hasSize(1);
        assertThat(invite.first(HeaderName.P_CHARGING_VECTOR).orElseThrow()).doesNotContain("mine");
        assertThat(invite.first(HeaderName.PRIVACY)).contains("id");
    }

    @Test
    void a_preferred_identity_that_is_registered_is_asserted_as_the_network_writes_it() {
        var phone = registeredPhone();
        var number = tel(phone);
        var written = number.substring(0, 8) + "-" + number.substring(8);
        var invite =
                passes(phone, invite(phone, "").append(HeaderName.P_PREFERRED_IDENTITY, "\"me\" <" + written + ">"));
        assertThat(invite.all(P_ASSERTED_IDENTITY)).containsExactly("<" + number + ">");
        assertThat(invite.has(HeaderName.P_PREFERRED_IDENTITY)).isFalse();
    }

    @Test
    void a_preferred_identity_of_somebody_else_is_not() {
        var other = registeredPhone();
        var phone = registeredPhone();
        var invite =
                passes(phone, invite(phone, "").append(HeaderName.P_PREFERRED_IDENTITY, "<" + other.identity() + ">"));
        assertThat(invite.all(P_ASSERTED_IDENTITY)).containsExactly("<" + phone.identity() + ">");
    }

    @Test
    void the_same_from_at_another_port_is_another_phone() {
        var phone = registeredPhone();
        var other = opened(Peer.udp(phone.name));
        refused(other, invite(other, ""), 403);
    }

    @Test
    void no_route_becomes_the_service_route() {
        var phone = registeredPhone();
        assertThat(passes(phone, invite(phone, "")).all(HeaderName.ROUTE)).containsExactly(SERVICE_ROUTE);
    }

    @Test
    void the_service_route_is_accepted_behind_our_own() {
        var phone = registeredPhone();
        var invite = passes(
                phone,
                invite(phone, "")
                        .append(
                                HeaderName.ROUTE,
                                "<sip:127.0.0.1:" + SBC.access().getPort() + ";lr>, " + SERVICE_ROUTE));
        assertThat(invite.all(HeaderName.ROUTE)).containsExactly(SERVICE_ROUTE);
    }

    @Test
    void a_route_of_its_own_choice_is_refused() {
        var phone = registeredPhone();
        refused(phone, invite(phone, "").append(HeaderName.ROUTE, "<sip:tas." + Sbc.HOME + ";lr>"), 403);
        refused(
                phone,
                invite(phone, "").append(HeaderName.ROUTE, SERVICE_ROUTE + ", <sip:tas." + Sbc.HOME + ";lr>"),
                403);
        refused(phone, invite(phone, "").append(HeaderName.ROUTE, "<sip:198.51.100.7;lr>"), 403);
    }

    /** Parameters that are not in the Service-Route never reach the S-CSCF. */
    @Test
    void a_route_that_only_looks_like_the_service_route_is_replaced_by_it() {
        var phone = registeredPhone();
        var invite =
                passes(phone, invite(phone, "").append(HeaderName.ROUTE, SERVICE_ROUTE.replace(">", ";odi=stolen>")));
        assertThat(invite.all(HeaderName.ROUTE)).containsExactly(SERVICE_ROUTE);
    }

    /** RFC 5658: the value on top faces the core, the one below it the phone. */
    @Test
    void both_sides_are_recorded() {
        var phone = registeredPhone();
        var invite = passes(phone, invite(phone, ""));
        assertThat(invite.all(HeaderName.RECORD_ROUTE))
                .containsExactly(
                        "<sip:sbc." + Sbc.HOME + ";node=sbc-1;leg=o;lr>",
                        "<sip:127.0.0.1:" + SBC.access().getPort() + ";leg=o;lr>");
        core.reply(invite, fromCore(invite, 183).append(HeaderName.P_CHARGING_VECTOR, "icid-value=x"));
        var progress = phone.expect(183);
        assertThat(progress.all(HeaderName.RECORD_ROUTE)).hasSize(3);
        assertThat(progress.has(HeaderName.P_CHARGING_VECTOR)).isFalse();
    }

    @Test
    void a_phone_on_tcp_is_told_to_stay_there() {
        var phone = tcpPhone();
        registered(phone);
        var invite = passes(phone, invite(phone, ""));
        assertThat(invite.all(HeaderName.RECORD_ROUTE))
                .contains("<sip:127.0.0.1:" + SBC.access().getPort() + ";transport=tcp;leg=o;lr>");
    }

    @Test
    void an_asserted_callee_reaches_the_phone_unless_it_asked_for_privacy() {
        var phone = registeredPhone();
        var invite = passes(phone, invite(phone, ""));
        core.reply(invite, fromCore(invite, 180).append(P_ASSERTED_IDENTITY, "<" + BOB + ">"));
        assertThat(phone.expect(180).first(P_ASSERTED_IDENTITY)).contains("<" + BOB + ">");
        core.reply(
                invite,
                fromCore(invite, 200)
                        .append(P_ASSERTED_IDENTITY, "<" + BOB + ">")
                        .append(HeaderName.PRIVACY, "user; ID"));
        assertThat(phone.expect(200).has(P_ASSERTED_IDENTITY)).isFalse();
    }

    @Test
    void messages_pass_without_a_dialog() {
        var phone = registeredPhone();
        phone.send(phone.request("MESSAGE", BOB).body("text/plain", "hello"), SBC.access());
        var message = core.expect("MESSAGE");
        assertThat(message.bodyText()).isEqualTo("hello");
        assertThat(message.has(HeaderName.RECORD_ROUTE)).isFalse();
        assertThat(message.all(P_ASSERTED_IDENTITY)).containsExactly("<" + phone.identity() + ">");
        core.reply(message, core.answer(message, 202).append(HeaderName.P_CHARGING_VECTOR, "icid-value=x"));
        assertThat(phone.expect(202).has(HeaderName.P_CHARGING_VECTOR)).isFalse();
    }

    @Test
    void without_an_s_cscf_there_is_504() {
        var phone = registeredPhone();
        NODES.remove(cscf());
        phone.send(invite(phone, ""), SBC.access());
        phone.expect(504);
    }

    @Test
    void without_a_service_route_there_is_no_way() {
        var phone = phone();
        phone.send(register(phone), SBC.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600).remove(HeaderName.SERVICE_ROUTE));
        phone.expect(200);
        refused(phone, invite(phone, ""), 504);
    }
}
