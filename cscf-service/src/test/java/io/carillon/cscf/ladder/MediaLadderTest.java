package io.carillon.cscf.ladder;

import static io.carillon.sip.message.Method.ACK;
import static io.carillon.sip.message.Method.BYE;
import static io.carillon.sip.message.Method.INVITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sdp.SessionDescription;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Core network services authorisation: which media a user may use (TS 29.228 §B.2.1A, TS 24.229 §6.3). */
class MediaLadderTest {
    private static final String SDP = "application/sdp";
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
    private static final String WIDEBAND =
            "m=audio 49170 RTP/AVP 97 98\r\na=rtpmap:97 AMR-WB/16000\r\na=rtpmap:98 telephone-event/16000\r\n";
    private static final String VIDEO = "m=video 49180 RTP/AVP 31\r\n";
    private static Stage stage;
    private Subscriber alice;
    private Subscriber bob;

    @BeforeAll
    static void start() {
        stage = new Stage();
    }

    @AfterAll
    static void stop() throws Exception {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.hss.scripted();
        alice = new Subscriber(stage, "alice");
        bob = new Subscriber(stage, stage.sbc2, "bob");
    }

    private void registered() {
        alice.registered();
        bob.registered();
        stage.ladder.begin();
    }

    private SipRequest offers(String media) {
        var invite = alice.request(INVITE, bob.impu).body(SDP, HEAD + media).build();
        stage.sbc.sends(invite, stage.cscf());
        return invite;
    }

    private static void allowsWideband(SipResponse refusal, String warning) {
        assertThat(refusal.first(HeaderName.WARNING))
                .hasValueSatisfying(text -> assertThat(text).startsWith(warning));
        var allowed = SessionDescription.parse(refusal.body());
        assertThat(allowed.media()).extracting(each -> each.kind()).containsExactly("audio", "message");
        assertThat(allowed.media()).allMatch(each -> each.isDisabled());
        assertThat(allowed.media().getFirst().codecs())
                .extracting(each -> each.encoding())
                .containsExactly("AMR-WB", "telephone-event");
    }

    @Test
    void the_caller_may_not_send_video_neither_at_once_nor_later() {
        alice.data.mediaProfile(5);
        registered();
        offers(WIDEBAND + VIDEO);
        allowsWideband(stage.sbc.receives(488), "304 ");

        var invite = offers(WIDEBAND);
        var called = stage.sbc2.receives(INVITE);
        called.replies(200, edit -> edit.body(SDP, HEAD + WIDEBAND));
        var dialog = Dialog.uac(invite, stage.sbc.receives(200));
        stage.sbc.acknowledges(dialog.ack(1).build(), stage.cscf());
        stage.sbc2.receives(ACK);

        stage.sbc.sends(
                dialog.request(INVITE).body(SDP, HEAD + WIDEBAND + VIDEO).build(), stage.cscf());
        allowsWideband(stage.sbc.receives(488), "304 ");
        var calledSide = called.dialog();
        stage.sbc2.sends(
                calledSide.request(INVITE).body(SDP, HEAD + WIDEBAND + VIDEO).build(), stage.cscf());
        allowsWideband(stage.sbc2.receives(488), "304 ");

        stage.sbc.sends(dialog.request(BYE).build(), stage.cscf());
        stage.sbc2.receives(BYE).replies(200);
        stage.sbc.receives(200);
        stage.ladder.draws(
                "call-media-refused",
                "Media that the caller has not subscribed to",
                "Her media profile allows audio with two codecs: an offer with video is refused with 488 and what is "
                        + "allowed, when the call begins and later, whoever makes it (TS 24.229 §6.3, TS 29.228 "
                        + "§B.2.1A).");
    }

    @Test
    void the_callee_is_not_offered_a_codec_that_is_not_his() {
        bob.data.mediaProfile(5);
        registered();
        offers("m=audio 49170 RTP/AVP 0 97\r\na=rtpmap:97 AMR-WB/16000\r\nm=audio 49172 RTP/AVP 97 98\r\n"
                + "a=rtpmap:97 AMR-WB/16000\r\na=rtpmap:98 telephone-event/16000\r\n");
        assertThat(stage.sbc.receives(488).first(HeaderName.WARNING))
                .hasValueSatisfying(text -> assertThat(text).startsWith("305 "));
    }

    @Test
    void a_number_that_is_not_known_here_allows_nothing() {
        alice.data.mediaProfile(6);
        registered();
        offers(WIDEBAND);
        assertThat(SessionDescription.parse(stage.sbc.receives(488).body()).media())
                .isEmpty();
    }

    @Test
    void a_call_without_an_offer_and_a_broken_one() {
        alice.data.mediaProfile(5);
        registered();
        stage.sbc.sends(alice.request(INVITE, bob.impu).build(), stage.cscf());
        stage.sbc2.receives(INVITE).replies(603);
        stage.sbc.receives(603);
        stage.sbc.sends(alice.request(INVITE, bob.impu).body(SDP, "m=audio").build(), stage.cscf());
        stage.sbc.receives(400);
    }
}
