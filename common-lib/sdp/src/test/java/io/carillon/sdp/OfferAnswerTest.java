package io.carillon.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.sdp.NegotiatedMedia.Party;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferAnswerTest {
    private final SessionDescription offer = SessionDescription.parse(Samples.VOLTE_OFFER);
    private final SessionDescription answer = SessionDescription.parse(Samples.VOLTE_ANSWER);

    @Test
    void the_pair_gives_what_rx_needs() {
        NegotiatedMedia audio = OfferAnswer.pair(offer, answer).getFirst();
        assertThat(audio.number()).isEqualTo(1);
        assertThat(audio.kind()).isEqualTo("audio");
        assertThat(audio.enabled()).isTrue();
        assertThat(audio.codecs()).extracting(Codec::encoding).containsExactly("AMR-WB", "telephone-event");
        assertThat(audio.uplinkBandwidth(Party.OFFERER)).hasValue(38_000);
        assertThat(audio.downlinkBandwidth(Party.OFFERER)).hasValue(41_000);
        assertThat(audio.direction(Party.OFFERER)).isEqualTo(Direction.SENDONLY);
        assertThat(audio.direction(Party.ANSWERER)).isEqualTo(Direction.RECVONLY);
    }

    @Test
    void flows_are_rtp_and_rtcp_in_port_order() {
        List<MediaFlow> flows = OfferAnswer.pair(offer, answer).getFirst().flows(Party.OFFERER);
        assertThat(flows)
                .extracting(MediaFlow::uplink)
                .containsExactly(
                        "permit in 17 from 10.45.0.2 to 10.45.0.3 40020",
                        "permit in 17 from 10.45.0.2 to 10.45.0.3 40021");
        assertThat(flows)
                .extracting(MediaFlow::downlink)
                .containsExactly(
                        "permit out 17 from 10.45.0.3 to 10.45.0.2 50010",
                        "permit out 17 from 10.45.0.3 to 10.45.0.2 50011");
    }

    @Test
    void a_rejected_line_is_not_enabled() {
        SessionDescription rejected = answer.mapMedia(m -> m.withPort(0));
        assertThat(OfferAnswer.pair(offer, rejected).getFirst().enabled()).isFalse();
    }

    @Test
    void an_answer_with_other_lines_is_refused() {
        assertThatExceptionOfType(SdpException.class)
                .isThrownBy(() -> OfferAnswer.pair(offer, answer.withMedia(List.of())));
        SessionDescription video = SessionDescription.parse(Samples.VOLTE_ANSWER.replace("m=audio", "m=video"));
        assertThatExceptionOfType(SdpException.class).isThrownBy(() -> OfferAnswer.pair(offer, video));
    }

    @Test
    void the_simulated_phone_answers_its_own_kind() {
        MediaTerminal caller = MediaTerminal.g711(InetAddress.ofLiteral("127.0.0.1"));
        MediaTerminal callee = MediaTerminal.g711(InetAddress.ofLiteral("127.0.0.2"));
        SessionDescription said = SessionDescription.parse(
                caller.offer(4000, 1, 1, Direction.SENDONLY).toString());
        SessionDescription replied =
                SessionDescription.parse(callee.answer(said, 5000, 2, 1).toString());
        NegotiatedMedia audio = OfferAnswer.pair(said, replied).getFirst();
        assertThat(audio.codecs()).extracting(Codec::payloadType).containsExactly(8, 0, 101);
        assertThat(replied.directionOf(replied.media().getFirst())).isEqualTo(Direction.RECVONLY);
        assertThat(audio.answerer().rtp()).hasToString("127.0.0.2:5000");
    }

    @Test
    void the_simulated_phone_rejects_what_it_does_not_speak() {
        MediaTerminal phone = MediaTerminal.g711(InetAddress.ofLiteral("127.0.0.1"));
        assertThatExceptionOfType(SdpException.class)
                .isThrownBy(() -> phone.answer(offer, 4000, 1, 1))
                .satisfies(e -> assertThat(e.sipStatus()).isEqualTo(488));
        SessionDescription withVideo =
                SessionDescription.parse(phone.offer(4000, 1, 1, Direction.SENDRECV) + "m=video 4002 RTP/AVP 31\r\n");
        assertThat(phone.answer(withVideo, 5000, 1, 1).media())
                .extracting(MediaDescription::port)
                .containsExactly(5000, 0);
    }

    @Test
    void payload_types_of_the_offer_are_kept_in_the_answer() {
        MediaTerminal phone = MediaTerminal.g711(InetAddress.ofLiteral("127.0.0.1"));
        SessionDescription other = SessionDescription.parse(
                phone.offer(4000, 1, 1, Direction.SENDRECV).toString().replace("101", "96"));
        assertThat(phone.answer(other, 5000, 1, 1).media().getFirst().codecs())
                .extracting(Codec::payloadType)
                .containsExactly(8, 0, 96);
    }
}
