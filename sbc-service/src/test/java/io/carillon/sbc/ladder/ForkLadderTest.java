package io.carillon.sbc.ladder;

import static io.carillon.sip.message.Method.ACK;
import static io.carillon.sip.message.Method.BYE;
import static io.carillon.sip.message.Method.INVITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.rx.FlowStatus;
import io.carillon.diameter.rx.MediaComponentDescription;
import io.carillon.diameter.rx.MediaType;
import io.carillon.sip.message.HeaderName;
import org.junit.jupiter.api.Test;

/** Calls that reach more than one device or carry more than one medium, as their border sees them. */
class ForkLadderTest extends Registered {
    @Test
    void two_devices_answer_at_once() {
        var call = alice.call(BOB);
        stage.ue.sends(INVITE);
        stage.relay.receives("offer").answers(Stage.sdp(30_000));
        var invite = stage.cscf.receives(INVITE);
        invite.replies(200, ok -> ok.body("application/sdp", Stage.sdp(40_000)));
        stage.relay.receives("answer").answers(Stage.sdp(30_002));
        authorized();
        stage.ue.receives(200);
        stage.ue.sends(ACK);
        stage.cscf.receives(ACK);
        call.awaitAnswered();
        invite.replies(
                200,
                ok -> ok.set(
                                HeaderName.TO,
                                invite.request().to().with("tag", "second").toString())
                        .body("application/sdp", Stage.sdp(50_000)));
        var ack = stage.cscf.receives(ACK);
        assertThat(ack.request().toTag()).contains("second");
        var bye = stage.cscf.receives(BYE);
        assertThat(bye.request().toTag()).contains("second");
        bye.replies(200);

        var hangingUp = stage.ladder.meanwhile(() -> hungUp(call));
        stage.ue.sends(BYE);
        var end = stage.cscf.receives(BYE);
        assertThat(end.request().toTag()).isNotEqualTo(bye.request().toTag());
        end.replies(200);
        stage.ue.receives(200);
        released();
        hangingUp.join();
        stage.ladder.draws(
                "call-two-answers",
                "Two devices answer at once",
                "The first 200 is the call. The later one (RFC 3261 §16.7 step 10) does not reach the phone: the "
                        + "P-CSCF acknowledges and ends it, and relay and bearer stay those of the first.");
    }

    @Test
    void voice_video_and_text_with_early_media() {
        var offer = media(20_000, 20_002, 20_004);
        var request = alice.request(INVITE, BOB)
                .append(HeaderName.of("P-Early-Media"), "supported")
                .body("application/sdp", offer)
                .build();
        var asking = stage.ladder.meanwhile(() -> alice.ask(request));
        stage.ue.sends(INVITE);
        stage.relay.receives("offer").answers(media(30_000, 30_002, 30_004));
        var invite = stage.cscf.receives(INVITE);
        assertThat(invite.request().first(HeaderName.of("P-Early-Media"))).contains("supported");
        invite.replies(
                183,
                early -> early.append(HeaderName.of("P-Early-Media"), "sendrecv")
                        .body("application/sdp", media(40_000, 40_002, 0)));
        stage.relay.receives("answer").answers(media(30_006, 30_008, 0));
        var aar = authorized();
        assertThat(aar.mediaComponents())
                .extracting(component -> component.mediaType().orElseThrow())
                .containsExactly(MediaType.AUDIO, MediaType.VIDEO, MediaType.TEXT);
        assertThat(aar.mediaComponents())
                .extracting(ForkLadderTest::status)
                .as("the text is refused")
                .containsExactly(FlowStatus.ENABLED, FlowStatus.ENABLED, FlowStatus.REMOVED);
        var early = stage.ue.receives(183);
        assertThat(early.first(HeaderName.of("P-Early-Media"))).contains("sendrecv");
        assertThat(early.bodyText()).contains("m=video 30008 ", "m=text 0 ");
        invite.replies(486);
        stage.ue.receives(486);
        released();
        asking.join();
        stage.ladder.draws(
                "call-early-media",
                "Voice, video and text, and a voice before the answer",
                "The media of the 183 are anchored and authorised at once (TS 29.214 Annex A.1), with one component for "
                        + "each m= line, a refused one removed; P-Early-Media (RFC 5009) passes.");
    }

    private static FlowStatus status(MediaComponentDescription component) {
        return component.flowStatus().orElseThrow();
    }

    private static String media(int audio, int video, int text) {
        return Stage.sdp(audio) + "m=video " + video + " RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\nm=text " + text
                + " RTP/AVP 98\r\na=rtpmap:98 t140/1000\r\n";
    }
}
