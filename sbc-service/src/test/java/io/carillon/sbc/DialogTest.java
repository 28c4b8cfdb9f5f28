package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.directory.NodeInfo;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipResponse;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests inside a dialog (TS 24.229 §5.2.6.3.5 ff., §5.2.6.4.5 ff.). */
class DialogTest extends GmTest {
    private static final HeaderName P_ASSERTED_IDENTITY = HeaderName.P_ASSERTED_IDENTITY;
    private static final String OFFER = sdp("10.0.0.1", 4000);
    private static final String ANSWER = sdp("10.0.0.2", 5000);

    private void ends(Peer phone, SipResponse ok, InetSocketAddress border) {
        phone.send(phone.inDialog("BYE", 9, ok), border);
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
    }

    @Test
    void info_and_message_pass_both_ways_and_bye_ends_all() {
        var phone = registeredPhone();
        phone.send(invite(phone, OFFER), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), SBC.access());
        assertThat(core.expect("ACK").all(HeaderName.ROUTE)).containsExactly(SCSCF);
        var aar = PCRF.expectAar(phone.identity());

        phone.send(
                phone.inDialog("INFO", 2, ok)
                        .append(P_ASSERTED_IDENTITY, "<sip:boss@" + Sbc.HOME + ">")
                        .body("application/dtmf-relay", "Signal=1"),
                SBC.access());
        var info = core.expect("INFO");
        assertThat(info.all(HeaderName.ROUTE)).containsExactly(SCSCF);
        assertThat(info.all(P_ASSERTED_IDENTITY)).containsExactly("<" + phone.identity() + ">");
        assertThat(info.first(HeaderName.P_CHARGING_VECTOR))
                .as("of the call")
                .isEqualTo(invite.first(HeaderName.P_CHARGING_VECTOR));
        core.reply(info, core.answer(info, 200).append(HeaderName.P_CHARGING_VECTOR, "icid-value=x"));
        assertThat(phone.expect(200).has(HeaderName.P_CHARGING_VECTOR)).isFalse();

        core.send(core.inDialog("MESSAGE", 2, invite).append(HeaderName.P_CHARGING_VECTOR, "icid-value=x"), SBC.core());
        var message = phone.expect("MESSAGE");
        assertThat(message.has(HeaderName.ROUTE)).isFalse();
        assertThat(message.has(HeaderName.P_CHARGING_VECTOR)).isFalse();
        phone.reply(message, phone.answer(message, 200).append(P_ASSERTED_IDENTITY, "<sip:boss@" + Sbc.HOME + ">"));
        assertThat(core.expect(200).all(P_ASSERTED_IDENTITY)).containsExactly("<" + phone.identity() + ">");

        relay.expect(NgCommand.Offer.class);
        relay.expect(NgCommand.Answer.class);
        ends(phone, ok, SBC.access());
        relay.expect(NgCommand.Delete.class);
        PCRF.expectStr(aar);
        await().untilAsserted(() ->
                assertThat(SBC.redis().keys("sbc:call:" + ok.callId() + "*")).isEmpty());
        phone.send(phone.inDialog("INFO", 10, ok), SBC.access());
        phone.expect(481);
    }

    @Test
    void an_early_dialog_has_its_prack() {
        var phone = registeredPhone();
        phone.send(invite(phone, OFFER), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(
                invite,
                fromCore(invite, 180).append(HeaderName.REQUIRE, "100rel").append(HeaderName.RSEQ, 7));
        var ringing = phone.expect(180);
        phone.send(phone.inDialog("PRACK", 2, ringing).append(HeaderName.RACK, "7 1 INVITE"), SBC.access());
        var prack = core.expect("PRACK");
        assertThat(prack.all(HeaderName.ROUTE)).containsExactly(SCSCF);
        core.reply(prack, 200);
        assertThat(phone.expect(200).method()).isEqualTo("PRACK");
    }

    @Test
    void a_called_phone_acknowledges_nothing_but_gets_the_ack_and_ends_the_call() {
        var phone = phone();
        core.send(inviteTowards(phone, path(phone), OFFER), SBC.core());
        var invite = phone.expect("INVITE");
        phone.reply(invite, with(phone.answer(invite, 200), ANSWER));
        var ok = core.expect(200);
        var aar = PCRF.expectAar(phone.identity());
        core.send(core.inDialog("ACK", 1, ok).removeFirst(HeaderName.ROUTE), SBC.core());
        assertThat(phone.expect("ACK").has(HeaderName.ROUTE)).isFalse();

        phone.send(phone.inDialog("BYE", 1, invite), SBC.access());
        var bye = core.expect("BYE");
        assertThat(bye.all(HeaderName.ROUTE)).containsExactly(SCSCF);
        core.reply(bye, 200);
        phone.expect(200);
        PCRF.expectStr(aar);
    }

    /** A phone behind a NAT writes an address into Contact that nobody can reach. */
    @Test
    void requests_for_the_phone_go_to_its_flow_and_not_to_its_contact() {
        var phone = registeredPhone();
        phone.send(invite(phone, OFFER).set(HeaderName.CONTACT, "<sip:me@192.168.1.2:5060>"), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        var ok = phone.expect(200);
        core.send(core.inDialog("BYE", 1, invite), SBC.core());
        var bye = phone.expect("BYE");
        assertThat(bye.uri()).isEqualTo("sip:me@192.168.1.2:5060");
        phone.reply(bye, 200);
        core.expect(200);
        assertThat(ok.status()).isEqualTo(200);
    }

    @Test
    void over_tcp_too() {
        var phone = tcpPhone();
        registered(phone);
        phone.send(invite(phone, OFFER).set(HeaderName.CONTACT, "<sip:me@192.168.1.2:5060>"), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        phone.expect(200);
        core.send(core.inDialog("BYE", 1, invite), SBC.core());
        phone.reply(phone.expect("BYE"), 200);
        core.expect(200);
    }

    @Test
    void a_phone_that_registers_anew_from_elsewhere_is_found_there() {
        var phone = registeredPhone();
        phone.send(invite(phone, OFFER), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        var ok = phone.expect(200);
        var moved = opened(Peer.udp(phone.name));
        registered(moved);
        moved.send(moved.inDialog("UPDATE", 2, ok), SBC.access());
        core.reply(core.expect("UPDATE"), 200);
        moved.expect(200);
        core.send(core.inDialog("INFO", 1, invite), SBC.core());
        moved.reply(moved.expect("INFO"), 200);
        core.expect(200);
    }

    /** The phone does not choose its way through the core inside of a dialog either. */
    @Test
    void a_route_of_its_own_choice_is_replaced() {
        var phone = registeredPhone();
        var ok = called(phone);
        var own = ok.all(HeaderName.RECORD_ROUTE).getLast();
        phone.send(
                phone.inDialog("INFO", 2, ok)
                        .setAll(
                                HeaderName.ROUTE,
                                List.of(own, "<sip:tas." + Sbc.HOME + ";lr>", "<sip:198.51.100.7;lr>")),
                SBC.access());
        var info = core.expect("INFO");
        assertThat(info.all(HeaderName.ROUTE)).containsExactly(SCSCF);
    }

    @Test
    void a_request_that_came_by_no_record_route_of_ours_belongs_to_no_dialog() {
        var phone = registeredPhone();
        var ok = called(phone);
        phone.send(phone.inDialog("BYE", 2, ok).remove(HeaderName.ROUTE), SBC.access());
        phone.expect(481);
        phone.send(phone.inDialog("BYE", 2, ok).setAll(HeaderName.ROUTE, List.of(SCSCF)), SBC.access());
        phone.expect(481);
        core.send(core.request("BYE", phone.identity()).set(HeaderName.TO, "<" + BOB + ">;tag=1"), SBC.core());
        core.expect(481);
    }

    /** Nobody gets past the registration by writing a To tag and a Route that looks like ours. */
    @Test
    void a_dialog_that_never_was_is_none() {
        var phone = phone();
        var forged = "<sip:127.0.0.1:" + SBC.access().getPort() + ";leg=o;lr>";
        for (var method : new String[] {"INVITE", "BYE", "MESSAGE", "REGISTER"}) {
            phone.send(
                    phone.request(method, BOB)
                            .set(HeaderName.TO, "<" + BOB + ">;tag=1")
                            .append(HeaderName.ROUTE, forged + ", " + SCSCF),
                    SBC.access());
            phone.expect(481);
        }
        phone.send(
                phone.request("ACK", BOB)
                        .set(HeaderName.TO, "<" + BOB + ">;tag=1")
                        .append(HeaderName.ROUTE, forged + ", " + SCSCF),
                SBC.access());
        var registered = registeredPhone();
        var ok = called(registered);
        registered.send(registered.inDialog("INFO", 2, ok).set(HeaderName.TO, "<" + BOB + ">;tag=other"), SBC.access());
        registered.expect(481);
        assertThat(core.hasMore()).isFalse();
    }

    @Test
    void a_call_keeps_its_facts_when_another_takes_its_call_id() {
        var phone = registeredPhone();
        var ok = called(phone);
        var thief = registeredPhone();
        thief.send(invite(thief, "").set(HeaderName.CALL_ID, ok.callId()), SBC.access());
        core.reply(core.expect("INVITE"), 486);
        thief.expect(486);
        core.expect("ACK");
        ends(phone, ok, SBC.access());
    }

    @Test
    void a_bye_at_another_border_ends_media_and_policy() {
        try (var other = Sbc.start("sbc-2", NODES)) {
            NODES.put(node(other, "sbc-2"));
            var phone = registeredPhone();
            var ok = called(phone);
            var aar = PCRF.expectAar(phone.identity());
            relay.expect(NgCommand.Offer.class);
            relay.expect(NgCommand.Answer.class);
            other.withPolicy();
            ends(phone, ok, other.access());
            relay.expect(NgCommand.Delete.class);
            PCRF.expectStr(aar);

            // and from the core, whose route set names the first border twice
            phone.send(invite(phone, OFFER), SBC.access());
            var invite = core.expect("INVITE");
            core.reply(invite, with(fromCore(invite, 200), ANSWER));
            phone.expect(200);
            var second = PCRF.expectAar(phone.identity());
            core.send(core.inDialog("BYE", 1, invite), other.core());
            phone.reply(phone.expect("BYE"), 200);
            core.expect(200);
            PCRF.expectStr(second);
        } finally {
            NODES.remove(new NodeInfo("sbc", "sbc-2", Map.of(), 0, 0));
        }
    }

    @Test
    void a_subscription_is_a_dialog_whose_first_notify_may_come_before_its_200() {
        var phone = registeredPhone();
        phone.send(phone.request("SUBSCRIBE", phone.identity()).append(HeaderName.EVENT, "reg"), SBC.access());
        var subscribe = core.expect("SUBSCRIBE");
        assertThat(subscribe.all(HeaderName.RECORD_ROUTE)).hasSize(2);
        core.send(core.inDialog("NOTIFY", 1, subscribe).append(HeaderName.EVENT, "reg"), SBC.core());
        phone.reply(phone.expect("NOTIFY"), 200);
        core.expect(200);
        core.reply(subscribe, fromCore(subscribe, 200));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("SUBSCRIBE", 2, ok).append(HeaderName.EVENT, "reg"), SBC.access());
        assertThat(core.expect("SUBSCRIBE").all(HeaderName.ROUTE)).containsExactly(SCSCF);
    }

    @Test
    void a_subscription_that_is_refused_leaves_nothing() {
        var phone = registeredPhone();
        phone.send(phone.request("SUBSCRIBE", phone.identity()), SBC.access());
        var subscribe = core.expect("SUBSCRIBE");
        core.reply(subscribe, 489);
        phone.expect(489);
        await().untilAsserted(() -> assertThat(SBC.redis().keys("sbc:call:" + subscribe.callId() + "*"))
                .isEmpty());
    }

    @Test
    void where_the_recorded_way_is_gone_there_is_504() {
        var phone = registeredPhone();
        var ok = called(phone);
        NODES.remove(cscf());
        phone.send(phone.inDialog("INFO", 2, ok), SBC.access());
        phone.expect(504);
    }

    @Test
    void a_stranger_does_not_speak_in_a_call() {
        var phone = registeredPhone();
        phone.send(invite(phone, ""), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, fromCore(invite, 200));
        var ok = phone.expect(200);
        // the call of a phone at another address, as the store knows it
        var key = "sbc:call:" + ok.callId() + "/" + phone.name + "/o";
        var facts = SBC.redis().opsForValue().get(key);
        var there = java.util.HexFormat.of().formatHex("UDP/5060/198.51.100.9".getBytes());
        SBC.redis()
                .opsForValue()
                .set(key, String.valueOf(facts).replaceFirst("\"flow\":\"\\w+\"", "\"flow\":\"" + there + "\""));
        var stranger = phone();
        stranger.send(stranger.inDialog("BYE", 2, ok), SBC.access());
        stranger.expect(403);
        assertThat(core.hasMore()).isFalse();
    }
}
