package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Media relays that are away, refuse or die, and descriptions that are none: an error, never a call without sound. */
class RelayTroubleTest extends GmTest {
    private static final String OFFER = sdp("10.0.0.1", 4000);
    private static final String ANSWER = sdp("10.0.0.2", 5000);

    private SipRequest called(Peer phone, String offer) {
        phone.send(invite(phone, offer), SBC.access());
        return core.expect("INVITE");
    }

    @Test
    void without_a_relay_there_is_no_call() {
        var phone = registeredPhone();
        NODES.remove(relay.node());
        phone.send(invite(phone, OFFER), SBC.access());
        phone.expect(503);
        assertThat(core.hasMore()).isFalse();
    }

    @Test
    void a_relay_that_refuses_is_passed_over_for_the_next() {
        var phone = registeredPhone();
        for (var mood : new Relay.Mood[] {Relay.Mood.BUSY, Relay.Mood.SILENT, Relay.Mood.BABBLING}) {
            relay.mood = mood;
            try (var other = new Relay("rtpproxy-2")) {
                NODES.put(other.node());
                // which of the two is asked first is a matter of chance
                for (int i = 0; i < 4; i++) {
                    assertThat(called(phone, OFFER).bodyText()).isEqualTo(Relay.rewritten(OFFER));
                    other.expect(NgCommand.Offer.class);
                }
            } finally {
                NODES.remove(second("rtpproxy-2"));
            }
        }
    }

    /** By chance, and the chance is the room that each has: of forty calls a full one gets two. */
    @Test
    void the_relay_with_room_gets_the_calls() {
        var phone = registeredPhone();
        NODES.put(full(relay.node()));
        try (var idle = new Relay("rtpproxy-2")) {
            NODES.put(idle.node());
            for (int i = 0; i < 40; i++) {
                phone.send(invite(phone, OFFER), SBC.access());
                core.reply(core.awaits("INVITE"), 486);
                core.awaits("ACK");
                phone.expect(486);
            }
            assertThat(offers(idle)).isGreaterThan(offers(relay));
        } finally {
            NODES.remove(second("rtpproxy-2"));
        }
    }

    private static NodeInfo full(NodeInfo node) {
        return new NodeInfo(node.role(), node.id(), node.addresses(), node.weight(), 1);
    }

    private static long offers(Relay relay) {
        return relay.rest().stream().filter(NgCommand.Offer.class::isInstance).count();
    }

    @Test
    void where_every_relay_refuses_there_is_no_call() {
        var phone = registeredPhone();
        for (var mood : new Relay.Mood[] {Relay.Mood.BUSY, Relay.Mood.FORGETFUL, Relay.Mood.SILENT}) {
            relay.mood = mood;
            phone.send(invite(phone, OFFER), SBC.access());
            phone.expect(503);
        }
        assertThat(core.hasMore()).isFalse();
    }

    /** Never a mute call: an answer that no relay carries is a failure to the caller. */
    @Test
    void an_answer_that_the_relay_refuses_ends_the_call() {
        var phone = registeredPhone();
        var invite = called(phone, OFFER);
        relay.expect(NgCommand.Offer.class);
        relay.mood = Relay.Mood.BUSY;
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        assertThat(phone.expect(503).hasBody()).isFalse();
        core.expect("ACK");
        core.reply(core.expect("BYE"), 200);
    }

    @Test
    void a_bad_answer_is_the_far_sides_fault() {
        var phone = registeredPhone();
        var invite = called(phone, OFFER);
        core.reply(invite, with(fromCore(invite, 200), "v=0\r\nno line at all\r\n"));
        phone.expect(502);
        core.expect("ACK");
        core.reply(core.expect("BYE"), 200);
    }

    @Test
    void a_bad_offer_is_the_phones_fault() {
        var phone = registeredPhone();
        for (var bad : new String[] {
            "nonsense",
            "v=0\r\nm=audio 99999999 RTP/AVP 0\r\n",
            OFFER.replace("m=audio 4000", "m=audio 70000"),
            OFFER + "m=audio 4000 RTP/AVP 0\r\n".repeat(2_000)
        }) {
            phone.send(invite(phone, bad), SBC.access());
            phone.expect(488);
        }
        assertThat(core.hasMore()).isFalse();
        assertThat(relay.rest()).isEmpty();
    }

    /** More than any datagram holds: over a connection they arrive, and what comes behind them does too. */
    @Test
    void ten_thousand_media_are_not_acceptable_and_the_next_request_is() {
        var phone = tcpPhone();
        registered(phone);
        phone.send(invite(phone, OFFER + "m=audio 9 RTP/AVP 8\r\n".repeat(10_000)), SBC.access());
        phone.expect(488);
        assertThat(relay.rest()).isEmpty();
        phone.send(phone.request("MESSAGE", BOB), SBC.access());
        core.reply(core.expect("MESSAGE"), 200);
        phone.expect(200);
    }

    private static NodeInfo second(String id) {
        return new NodeInfo("rtpproxy", id, Map.of(), 0, 0);
    }

    /** The relay would send what the other side says to whoever listens there, and is trusted in the core. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c=IN IP4 127.0.0.2",
                "c=IN IP4 239.1.2.3/127",
                "c=IN IP6 ::1",
                "c=IN IP6 fe80::1",
                "c=IN IP4 10.0.0.1\r\na=rtcp:2223 IN IP4 127.0.0.2"
            })
    void media_at_this_machine_or_at_many_is_not_acceptable(String place) {
        var phone = registeredPhone();
        phone.send(invite(phone, OFFER.replaceFirst("c=IN IP4 \\S+", place)), SBC.access());
        phone.expect(488);
        assertThat(relay.rest()).isEmpty();
    }

    @Test
    void a_called_phone_may_not_have_media_sent_into_the_core_either() {
        var nodes = StaticNodes.of(cscf(), relay.node(), PCRF.node());
        try (var border = Sbc.start("sbc-32", nodes, "--carillon.sbc.core-networks=10.0.0.0/8")
                .withPolicy()) {
            var phone = phone();
            phone.send(register(phone), border.access());
            var register = core.expect("REGISTER");
            core.reply(register, granted(register, phone, 600));
            phone.expect(200);
            var path = register.first(HeaderName.PATH).orElseThrow();
            core.send(inviteTowards(phone, path, sdp("10.0.0.2", 5000)), border.core());
            var invite = phone.expect("INVITE");
            phone.reply(invite, with(phone.answer(invite, 200), sdp("10.0.0.3", 4000)));
            assertThat(core.expect(502).reason()).isEqualTo("Media Address Not Allowed");
            phone.expect("ACK");
            phone.reply(phone.expect("BYE"), 200);
        }
    }

    /** A relay that died is replaced with the next offer (a re-INVITE is what phones send when audio stops). */
    @Test
    void a_call_outlives_its_relay_by_the_next_offer() {
        var phone = registeredPhone();
        var ok = called(phone);
        try (var other = new Relay("rtpproxy-2")) {
            NODES.remove(relay.node());
            NODES.put(other.node());
            phone.send(phone.inDialog("INVITE", 2, ok).body("application/sdp", OFFER), SBC.access());
            var change = core.expect("INVITE");
            other.expect(NgCommand.Offer.class);
            core.reply(change, with(core.answer(change, 200), ANSWER));
            phone.expect(200);
            other.expect(NgCommand.Answer.class);
            phone.send(phone.inDialog("BYE", 3, ok), SBC.access());
            core.reply(core.expect("BYE"), 200);
            other.expect(NgCommand.Delete.class);
        } finally {
            NODES.remove(second("rtpproxy-2"));
        }
    }
}
