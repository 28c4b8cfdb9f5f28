package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.trace.TraceEvent;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import org.junit.jupiter.api.Test;

/** Offers and answers are anchored at a relay, wherever in a call they are (RFC 3264 §4, RFC 3262 §5, RFC 3311 §5). */
class MediaTest extends GmTest {
    private static final String OFFER = sdp("10.0.0.1", 4000);
    private static final String ANSWER = sdp("10.0.0.2", 5000);
    private static final String MULTIPART = "multipart/mixed;boundary=b1";

    private SipRequest called(Peer phone, String offer) {
        phone.send(invite(phone, offer), SBC.access());
        return core.expect("INVITE");
    }

    @Test
    void the_offer_of_the_invite_and_the_answers_of_183_and_200() {
        var phone = registeredPhone();
        var invite = called(phone, OFFER);
        assertThat(invite.bodyText()).isEqualTo(Relay.rewritten(OFFER)).contains(Relay.ADDRESS, "m=audio 14000");
        var offer = relay.expect(NgCommand.Offer.class);
        assertThat(offer.sdp()).isEqualTo(OFFER);
        assertThat(offer.fromTag()).isEqualTo(phone.name);
        assertThat(offer.toTag()).isEmpty();
        assertThat(Relay.source(offer)).as("where the phone is").contains("127.0.0.1");

        core.reply(invite, with(fromCore(invite, 183), ANSWER));
        assertThat(phone.expect(183).bodyText()).isEqualTo(Relay.rewritten(ANSWER));
        var answer = relay.expect(NgCommand.Answer.class);
        assertThat(answer.callId()).isEqualTo(offer.callId());
        assertThat(answer.fromTag()).isEqualTo(phone.name);
        assertThat(answer.toTag()).isEqualTo("core");
        assertThat(Relay.source(answer)).as("the core is not latched to").isEmpty();

        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        assertThat(phone.expect(200).bodyText()).isEqualTo(Relay.rewritten(ANSWER));
    }

    /** A file's picture, a caller's place (RFC 5621 §3): whatever is beside the description stays as it is. */
    @Test
    void a_description_beside_other_parts_is_anchored_too() {
        var phone = registeredPhone();
        phone.send(invite(phone, "").body(MULTIPART, beside(OFFER)), SBC.access());
        var invite = core.expect("INVITE");
        assertThat(invite.bodyText()).isEqualTo(beside(Relay.rewritten(OFFER)));
        assertThat(invite.first(HeaderName.CONTENT_TYPE)).contains(MULTIPART);
        assertThat(relay.expect(NgCommand.Offer.class).sdp()).isEqualTo(OFFER);
        core.reply(invite, fromCore(invite, 200).body(MULTIPART, beside(ANSWER)));
        assertThat(phone.expect(200).bodyText()).isEqualTo(beside(Relay.rewritten(ANSWER)));
        relay.expect(NgCommand.Answer.class);
        assertThat(PCRF.expectAar(phone.identity()).mediaComponents()).hasSize(1);
    }

    /** What the relay says of the call when it lets go of it; the worse way counts (ITU-T P.800.1). */
    @Test
    void the_record_says_how_well_the_call_was_heard() {
        var phone = registeredPhone();
        var ok = called(phone);
        phone.send(phone.inDialog("BYE", 2, ok), SBC.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
        await().untilAsserted(() -> assertThat(SBC.records(ok.callId()))
                .singleElement()
                .satisfies(record -> assertThat(record.extra())
                        .containsEntry("mos", "3.8")
                        .containsEntry("packets", "2500")
                        .containsEntry("packetsLost", "25")
                        .containsEntry("jitterMs", "7")));
    }

    /** It would pass by the border with the addresses of the core in it. */
    @Test
    void a_description_in_a_part_of_a_part_is_refused() {
        var phone = registeredPhone();
        var hidden = beside(OFFER).replace("b1", "b2");
        var body = "--b1\r\nContent-Type: multipart/mixed;boundary=b2\r\n\r\n" + hidden + "\r\n--b1--\r\n";
        phone.send(invite(phone, "").body(MULTIPART, body), SBC.access());
        phone.expect(400);
        assertThat(relay.rest()).isEmpty();
    }

    private static String beside(String sdp) {
        return "--b1\r\nContent-Type: application/sdp\r\n\r\n" + sdp + "\r\n--b1\r\nContent-Type: image/png\r\n"
                + "Content-ID: <icon@phone>\r\n\r\nno picture\r\n--b1--\r\n";
    }

    @Test
    void a_call_without_media_asks_no_relay() {
        var phone = registeredPhone();
        var invite = called(phone, "");
        core.reply(invite, fromCore(invite, 486));
        phone.expect(486);
        assertThat(relay.rest()).isEmpty();
    }

    @Test
    void a_late_offer_is_answered_in_the_ack() {
        var phone = registeredPhone();
        var invite = called(phone, "");
        core.reply(invite, with(fromCore(invite, 200), OFFER));
        var ok = phone.expect(200);
        assertThat(ok.bodyText()).isEqualTo(Relay.rewritten(OFFER));
        var offer = relay.expect(NgCommand.Offer.class);
        assertThat(offer.fromTag()).isEqualTo("core");
        assertThat(offer.toTag()).contains(phone.name);
        assertThat(Relay.source(offer)).isEmpty();

        phone.send(phone.inDialog("ACK", 1, ok).body("application/sdp", ANSWER), SBC.access());
        assertThat(core.expect("ACK").bodyText()).isEqualTo(Relay.rewritten(ANSWER));
        var answer = relay.expect(NgCommand.Answer.class);
        assertThat(answer.fromTag()).isEqualTo("core");
        assertThat(answer.toTag()).isEqualTo(phone.name);
        assertThat(Relay.source(answer)).contains("127.0.0.1");
        var aar = PCRF.expectAar(phone.identity());
        assertThat(aar.mediaComponents().getFirst().codecData().getFirst()).startsWith("downlink\noffer");
        assertThat(aar.mediaComponents().getFirst().codecData().getLast()).startsWith("uplink\nanswer");
    }

    @Test
    void a_late_offer_in_a_reliable_183_is_answered_in_the_prack() {
        var phone = registeredPhone();
        var invite = called(phone, "");
        core.reply(
                invite,
                with(fromCore(invite, 183), OFFER)
                        .append(HeaderName.REQUIRE, "100rel")
                        .append(HeaderName.RSEQ, 1));
        var progress = phone.expect(183);
        assertThat(progress.bodyText()).isEqualTo(Relay.rewritten(OFFER));
        relay.expect(NgCommand.Offer.class);
        phone.send(
                phone.inDialog("PRACK", 2, progress)
                        .append(HeaderName.RACK, "1 1 INVITE")
                        .body("application/sdp", ANSWER),
                SBC.access());
        var prack = core.expect("PRACK");
        assertThat(prack.bodyText()).isEqualTo(Relay.rewritten(ANSWER));
        relay.expect(NgCommand.Answer.class);
        var aar = PCRF.expectAar(phone.identity());
        core.reply(prack, 200);
        phone.expect(200);

        core.reply(invite, fromCore(invite, 200));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), SBC.access());
        core.expect("ACK");
        phone.send(phone.inDialog("BYE", 3, ok), SBC.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
        PCRF.expectStr(aar);
        relay.expect(NgCommand.Delete.class);
    }

    @Test
    void an_offer_in_a_prack_is_an_offer() {
        var phone = registeredPhone();
        var invite = called(phone, OFFER);
        relay.expect(NgCommand.Offer.class);
        core.reply(invite, with(fromCore(invite, 183), ANSWER));
        var progress = phone.expect(183);
        relay.expect(NgCommand.Answer.class);
        phone.send(phone.inDialog("PRACK", 2, progress).body("application/sdp", OFFER), SBC.access());
        var prack = core.expect("PRACK");
        relay.expect(NgCommand.Offer.class);
        core.reply(prack, with(core.answer(prack, 200), ANSWER));
        assertThat(phone.expect(200).bodyText()).isEqualTo(Relay.rewritten(ANSWER));
        relay.expect(NgCommand.Answer.class);
    }

    @Test
    void an_ack_that_answers_nothing_brings_no_description() {
        var phone = registeredPhone();
        var invite = called(phone, OFFER);
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok).body("application/sdp", ANSWER), SBC.access());
        assertThat(core.expect("ACK").hasBody()).isFalse();
    }

    @Test
    void either_side_changes_the_call_by_invite_or_update() {
        var phone = registeredPhone();
        var invite = called(phone, OFFER);
        var first = relay.expect(NgCommand.Offer.class);
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        var ok = phone.expect(200);
        relay.expect(NgCommand.Answer.class);
        for (var method : new String[] {"INVITE", "UPDATE"}) {
            var cseq = method.equals("INVITE") ? 2 : 3;
            var moved = sdp("10.0.0.1", 4000 + cseq);
            phone.send(phone.inDialog(method, cseq, ok).body("application/sdp", moved), SBC.access());
            var change = core.expect(method);
            assertThat(change.bodyText()).isEqualTo(Relay.rewritten(moved));
            var offer = relay.expect(NgCommand.Offer.class);
            assertThat(offer.callId()).isEqualTo(first.callId());
            assertThat(offer.toTag()).contains("core");
            core.reply(change, with(core.answer(change, 200), ANSWER));
            assertThat(phone.expect(200).bodyText()).isEqualTo(Relay.rewritten(ANSWER));
            relay.expect(NgCommand.Answer.class);

            core.send(core.inDialog(method, cseq, invite).body("application/sdp", moved), SBC.core());
            var changed = phone.expect(method);
            assertThat(changed.bodyText()).isEqualTo(Relay.rewritten(moved));
            assertThat(relay.expect(NgCommand.Offer.class).fromTag()).isEqualTo("core");
            phone.reply(changed, with(phone.answer(changed, 200), ANSWER));
            var answered = core.expect(200);
            assertThat(answered.bodyText()).isEqualTo(Relay.rewritten(ANSWER));
            assertThat(answered.first(HeaderName.P_ASSERTED_IDENTITY)).contains("<" + phone.identity() + ">");
            assertThat(Relay.source(relay.expect(NgCommand.Answer.class))).contains("127.0.0.1");
        }
    }

    @Test
    void a_call_that_is_refused_leaves_no_media() {
        var phone = registeredPhone();
        var invite = called(phone, OFFER);
        var offer = relay.expect(NgCommand.Offer.class);
        core.reply(invite, 486);
        phone.expect(486);
        assertThat(relay.expect(NgCommand.Delete.class).callId()).isEqualTo(offer.callId());
    }

    @Test
    void a_call_that_is_cancelled_leaves_neither_media_nor_policy() {
        var phone = registeredPhone();
        var sent = phone.send(invite(phone, OFFER), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 183), ANSWER));
        phone.expect(183);
        relay.expect(NgCommand.Offer.class);
        relay.expect(NgCommand.Answer.class);
        var aar = PCRF.expectAar(phone.identity());
        phone.send(phone.sibling(sent, "CANCEL"), SBC.access());
        var cancelled = phone.expect(200);
        assertThat(cancelled.method()).isEqualTo("CANCEL");
        core.reply(core.expect("CANCEL"), 200);
        core.reply(invite, 487);
        phone.expect(487);
        relay.expect(NgCommand.Delete.class);
        PCRF.expectStr(aar);
    }

    @Test
    void a_call_that_may_not_go_on_leaves_no_media() {
        var phone = registeredPhone();
        phone.send(invite(phone, OFFER).set(HeaderName.MAX_FORWARDS, 0), SBC.access());
        phone.expect(483);
        relay.expect(NgCommand.Offer.class);
        relay.expect(NgCommand.Delete.class);
    }

    /** One ladder for all protocols: what is asked of others for a call carries its Call-ID. */
    @Test
    void everything_that_is_asked_for_a_call_is_traced_under_its_call_id() {
        var phone = registeredPhone();
        var ok = called(phone);
        phone.send(phone.inDialog("BYE", 2, ok), SBC.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
        assertTraced(ok, TraceEvent.Protocol.NG, "offer", "answer", "delete");
        assertTraced(ok, TraceEvent.Protocol.DIAMETER, "AAR", "STR");
    }

    private static void assertTraced(SipResponse call, TraceEvent.Protocol protocol, String... sent) {
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(SBC.traces().of(call.callId()).stream()
                                .filter(event -> event.protocol() == protocol)
                                .filter(event -> event.direction() == TraceEvent.Direction.SENT)
                                .map(event -> event.summary().split(" ")[0]))
                        .containsExactly(sent));
    }
}
