package io.carillon.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDescriptionTest {

    @ParameterizedTest
    @ValueSource(strings = {Samples.VOLTE_OFFER_NAME, Samples.VOLTE_ANSWER_NAME, Samples.BROWSER_OFFER_NAME})
    void every_octet_survives_a_round_trip(String sample) {
        byte[] body = Samples.named(sample).getBytes(StandardCharsets.UTF_8);
        assertThat(SessionDescription.parse(body).toBytes()).isEqualTo(body);
    }

    @Test
    void octets_that_are_not_utf8_survive() {
        byte[] body = Samples.VOLTE_OFFER.replace("i=-", "i=\u00ff\u00fe").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(SessionDescription.parse(body).toBytes()).isEqualTo(body);
    }

    @Test
    void bare_line_feeds_are_read_and_leave_as_crlf() {
        SessionDescription sdp = SessionDescription.parse(Samples.VOLTE_OFFER.replace("\r\n", "\n") + "\n");
        assertThat(sdp).hasToString(Samples.VOLTE_OFFER);
    }

    @Test
    void a_media_section_tells_codecs_bandwidth_and_ends() {
        SessionDescription sdp = SessionDescription.parse(Samples.VOLTE_OFFER);
        MediaDescription audio = sdp.media().getFirst();
        assertThat(audio.codecs())
                .extracting(Codec::payloadType, Codec::encoding, Codec::clockRate)
                .containsExactly(
                        tuple(104, "AMR-WB", 16000), tuple(102, "AMR", 8000), tuple(101, "telephone-event", 16000));
        assertThat(audio.codecs().get(1).fmtp()).hasValue("octet-align=1;mode-change-capability=2;max-red=0");
        assertThat(audio.bandwidth())
                .isEqualTo(new Bandwidth(
                        OptionalLong.of(41_000), OptionalLong.empty(), OptionalLong.of(600), OptionalLong.of(2000)));
        assertThat(sdp.rtpOf(audio)).hasToString("10.45.0.2:50010");
        assertThat(sdp.rtcpOf(audio)).hasToString("10.45.0.2:50011");
        assertThat(audio.ptime()).hasValue(20);
    }

    @Test
    void the_session_gives_defaults_for_direction_and_connection() {
        SessionDescription sdp = SessionDescription.parse(Samples.BROWSER_OFFER);
        MediaDescription audio = sdp.media().getFirst();
        MediaDescription video = sdp.media().get(1);
        assertThat(sdp.directionOf(audio)).isEqualTo(Direction.INACTIVE);
        assertThat(sdp.directionOf(video)).isEqualTo(Direction.SENDONLY);
        assertThat(sdp.rtcpOf(audio)).isEqualTo(sdp.rtpOf(audio));
        assertThat(sdp.rtcpOf(video).socketAddress()).hasValue(new InetSocketAddress("126.16.64.4", 53020));
        assertThat(video.portCount()).isEqualTo(2);
        assertThat(audio.codecs()).extracting(Codec::encoding).containsExactly("opus", "PCMU");
        assertThat(sdp.origin().sessionId()).isEqualTo("18446744073709551617");
    }

    @Test
    void a_rewrite_touches_only_what_it_names() {
        SessionDescription sdp = SessionDescription.parse(Samples.VOLTE_OFFER);
        InetAddress relay = InetAddress.ofLiteral("192.0.2.9");
        SessionDescription rewritten = sdp.withConnection(Connection.of(relay))
                .withOrigin(sdp.origin().withAddress(relay))
                .mapMedia(m -> m.withPort(30000).withAttribute("rtcp", "30001"));
        assertThat(rewritten)
                .hasToString(Samples.VOLTE_OFFER
                        .replace("10.45.0.2", "192.0.2.9")
                        .replace("m=audio 50010", "m=audio 30000")
                        .replace("rtcp:50011", "rtcp:30001"));
    }

    @Test
    void an_added_line_stands_where_the_grammar_wants_it() {
        MediaDescription video =
                SessionDescription.parse(Samples.BROWSER_OFFER).media().get(1);
        assertThat(video.withConnection(Connection.of(InetAddress.ofLiteral("192.0.2.1")))
                        .withBandwidth("AS", 500)
                        .withDirection(Direction.RECVONLY)
                        .toString())
                .startsWith("m=video 5006/2 RTP/AVP 31\r\nc=IN IP4 192.0.2.1\r\nb=AS:500\r\na=recvonly\r\n");
    }

    @ParameterizedTest(name = "{2}: {0} -> {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "v=0                          | v=1                             | 400",
                "o=- 1628 1628 IN IP4 10.45.0.2 | o=- 1628                      | 400",
                "s=-                          | no equals sign                  | 400",
                "s=-                          | S=capital                       | 400",
                "m=audio 50010                | m=audio -1                      | 400",
                "m=audio 50010                | m=audio 65536                   | 488",
                "m=audio 50010                | m=audio 99999999999999999999    | 400",
                "m=audio 50010 RTP/AVP 104 102 101 | m=audio                    | 400",
                "RTP/AVP 104                  | RTP/AVP 200                     | 488",
                "a=rtcp:50011                 | a=rtcp:70000                    | 488",
                "a=rtcp:50011                 | a=rtcp:x                        | 400",
                "c=IN IP4 10.45.0.2           | c=IN IP4                        | 400",
                "c=IN IP4 10.45.0.2           | k=                              | 488",
                "b=AS:41                      | b=AS:99999999999                | 488",
                "rtpmap:104 AMR-WB/16000/1    | rtpmap:104 AMR-WB               | 400",
            })
    void a_bad_description_names_the_status_to_send(String good, String bad, int status) {
        String body = Samples.VOLTE_OFFER.replace(good, bad);
        assertThat(body).isNotEqualTo(Samples.VOLTE_OFFER);
        assertThatExceptionOfType(SdpException.class)
                .isThrownBy(() -> SessionDescription.parse(body))
                .satisfies(e -> assertThat(e.sipStatus()).isEqualTo(status));
    }

    @Test
    void floods_are_refused_with_488() {
        String section = "m=audio 4000 RTP/AVP 0\r\n";
        for (String body : new String[] {
            Samples.VOLTE_OFFER + section.repeat(17),
            Samples.VOLTE_OFFER + "a=x\r\n".repeat(1000),
            Samples.VOLTE_OFFER + "a=" + "x".repeat(33_000)
        }) {
            assertThatExceptionOfType(SdpException.class)
                    .isThrownBy(() -> SessionDescription.parse(body))
                    .satisfies(e -> assertThat(e.sipStatus()).isEqualTo(488));
        }
    }

    @Test
    void broken_octets_end_in_a_description_or_an_sdp_exception() {
        Random random = new Random(8866);
        byte[] good = Samples.BROWSER_OFFER.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] body = good.clone();
            for (int hits = random.nextInt(1, 6); hits > 0; hits--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                SessionDescription.parse(body).toBytes();
            } catch (SdpException expected) {
                assertThat(expected.sipStatus()).isIn(400, 488);
            }
        }
    }
}
