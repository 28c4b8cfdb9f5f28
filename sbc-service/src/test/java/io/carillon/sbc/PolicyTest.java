package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.TerminationCause;
import io.carillon.diameter.rx.FlowStatus;
import io.carillon.diameter.rx.FlowUsage;
import io.carillon.diameter.rx.MediaType;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Rx: AAR on every answer, STR at the end (TS 29.214 §4.4, Annex A.1; TS 29.213 §6.2). */
class PolicyTest extends GmTest {
    private static final String OFFER = sdp("10.0.0.1", 4000);
    private static final String ANSWER = sdp("10.0.0.2", 5000).replace("AS:80", "AS:60");

    private SipRequest answered(Peer phone, String answer) {
        phone.send(invite(phone, OFFER), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), answer));
        return invite;
    }

    @Test
    void a_caller_is_authorised_with_its_flows() {
        var phone = registeredPhone();
        var invite = answered(phone, ANSWER);
        var ok = phone.expect(200);
        var aar = PCRF.expectAar(phone.identity());
        assertThat(aar.framedIpAddress()).contains(InetAddress.getLoopbackAddress());
        assertThat(aar.framedIpv6Prefix()).isEmpty();
        var icid = aar.afChargingIdentifier().orElseThrow();
        assertThat(invite.first(HeaderName.P_CHARGING_VECTOR)).contains("icid-value=\"" + icid + "\"");
        assertThat(aar.specificActions())
                .contains(SpecificAction.INDICATION_OF_LOSS_OF_BEARER, SpecificAction.INDICATION_OF_RELEASE_OF_BEARER);
        assertThat(aar.mediaComponents()).hasSize(1);
        var audio = aar.mediaComponents().getFirst();
        assertThat(audio.number()).isEqualTo(1);
        assertThat(audio.mediaType()).contains(MediaType.AUDIO);
        assertThat(audio.flowStatus()).contains(FlowStatus.ENABLED);
        assertThat(audio.maxBandwidthDl()).as("what the phone takes").contains(80_000L);
        assertThat(audio.maxBandwidthUl()).as("what the other side takes").contains(60_000L);
        assertThat(audio.codecData().getFirst()).startsWith("uplink\noffer\nm=audio 4000");
        assertThat(audio.codecData().getLast()).startsWith("downlink\nanswer\nm=audio 15000");
        var rtp = audio.subComponents().getFirst();
        assertThat(rtp.flowUsage()).contains(FlowUsage.NO_INFORMATION);
        assertThat(String.join("\n", rtp.flowDescriptions()))
                .as("between the phone and the relay")
                .contains("10.0.0.1 4000")
                .contains("192.0.2.10 15000")
                .doesNotContain("10.0.0.2");
        var rtcp = audio.subComponents().getLast();
        assertThat(rtcp.flowUsage()).contains(FlowUsage.RTCP);
        assertThat(String.join("\n", rtcp.flowDescriptions())).contains("10.0.0.1 4001");

        phone.send(phone.inDialog("BYE", 2, ok), SBC.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
        assertThat(PCRF.expectStr(aar).terminationCause()).isEqualTo(TerminationCause.LOGOUT);
    }

    @Test
    void a_callee_is_authorised_as_the_one_who_was_called() {
        var phone = phone();
        var path = path(phone);
        core.send(
                inviteTowards(phone, path, OFFER).set(HeaderName.P_CALLED_PARTY_ID, "<" + tel(phone) + ">"),
                SBC.core());
        var invite = phone.expect("INVITE");
        phone.reply(invite, with(phone.answer(invite, 200), ANSWER));
        core.expect(200);
        var aar = PCRF.expectAar(tel(phone).substring("tel:+".length()));
        assertThat(aar.afChargingIdentifier()).contains("icid-" + phone.name);
        var audio = aar.mediaComponents().getFirst();
        assertThat(audio.maxBandwidthDl()).contains(60_000L);
        assertThat(audio.maxBandwidthUl()).contains(80_000L);
        assertThat(String.join("\n", audio.subComponents().getFirst().flowDescriptions()))
                .contains("10.0.0.2 5000")
                .contains("192.0.2.10 14000")
                .doesNotContain("10.0.0.1");
    }

    @Test
    void the_same_answer_in_200_as_in_183_is_authorised_once() {
        var phone = registeredPhone();
        phone.send(invite(phone, OFFER), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 183), ANSWER));
        phone.expect(183);
        PCRF.expectAar(phone.identity());
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        phone.expect(200);
        assertThat(PCRF.wasAskedFor(phone.identity())).isFalse();
    }

    @Test
    void a_change_of_the_call_changes_its_session() {
        var phone = registeredPhone();
        answered(phone, ANSWER);
        var ok = phone.expect(200);
        var aar = PCRF.expectAar(phone.identity());
        var hold = OFFER + "a=sendonly\r\n";
        phone.send(phone.inDialog("INVITE", 2, ok).body("application/sdp", hold), SBC.access());
        var change = core.expect("INVITE");
        core.reply(change, with(core.answer(change, 200), ANSWER + "a=recvonly\r\n"));
        phone.expect(200);
        var update = PCRF.expectAar(phone.identity());
        assertThat(update.sessionId()).isEqualTo(aar.sessionId());
        assertThat(update.mediaComponents().getFirst().flowStatus()).contains(FlowStatus.ENABLED_UPLINK);
    }

    @Test
    void media_that_is_refused_is_removed() {
        var phone = registeredPhone();
        phone.send(invite(phone, OFFER + "m=video 6000 RTP/AVP 96\r\n"), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), ANSWER + "m=video 0 RTP/AVP 96\r\n"));
        phone.expect(200);
        var video = PCRF.expectAar(phone.identity()).mediaComponents().getLast();
        assertThat(video.mediaType()).contains(MediaType.VIDEO);
        assertThat(video.flowStatus()).contains(FlowStatus.REMOVED);
        assertThat(video.subComponents()).isEmpty();
    }

    @Test
    void bandwidth_that_is_absent_or_beyond_measure_is_bounded() {
        var phone = registeredPhone();
        answered(phone, ANSWER.replace("b=AS:60\r\n", ""));
        phone.expect(200);
        assertThat(PCRF.expectAar(phone.identity()).mediaComponents().getFirst().maxBandwidthUl())
                .contains(64_000L);
        answered(phone, ANSWER.replace("AS:60", "AS:2147483647"));
        phone.expect(200);
        assertThat(PCRF.expectAar(phone.identity()).mediaComponents().getFirst().maxBandwidthUl())
                .contains(0xffff_ffffL);
    }

    @Test
    void an_answer_that_does_not_fit_its_offer_is_not_authorised_and_ends_the_call() {
        var phone = registeredPhone();
        answered(phone, ANSWER + "m=video 6000 RTP/AVP 96\r\n");
        phone.expect(502);
        core.expect("ACK");
        core.reply(core.expect("BYE"), 200);
        assertThat(PCRF.wasAskedFor(phone.identity())).isFalse();
    }

    /** What it may have granted after all is given back at the end (RFC 6733 §8.4). */
    @Test
    void a_policy_function_that_is_silent_does_not_end_the_call() {
        PCRF.gate = new CountDownLatch(1);
        try {
            var phone = registeredPhone();
            answered(phone, ANSWER);
            var ok = phone.expect(200);
            var aar = PCRF.expectAar(phone.identity());
            phone.send(phone.inDialog("BYE", 2, ok), SBC.access());
            core.reply(core.expect("BYE"), 200);
            phone.expect(200);
            PCRF.expectStr(aar);
        } finally {
            PCRF.gate.countDown();
        }
    }

    @Test
    void without_a_policy_function_calls_go_on() {
        var few = StaticNodes.of(cscf(), relay.node());
        try (var alone = Sbc.start("sbc-9", few)) {
            var phone = phone();
            phone.send(register(phone), alone.access());
            var register = core.expect("REGISTER");
            core.reply(register, granted(register, phone, 600));
            phone.expect(200);
            phone.send(invite(phone, OFFER), alone.access());
            var invite = core.expect("INVITE");
            core.reply(invite, with(fromCore(invite, 200), ANSWER));
            phone.expect(200);
        }
    }
}
