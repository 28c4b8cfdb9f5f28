package io.carillon.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.sip.TracedMessages;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceMaskTest {
    private final TraceMask mask = new TraceMask(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "Proxy-Authorization",
                "authorization ",
                "AUTHORIZATION",
                "WWW-Authenticate",
                "Proxy-Authenticate",
                "Authentication-Info"
            })
    void what_proves_an_identity_is_blotted_out_wherever_it_stands(String header) {
        String message = message(header + ": Digest username=\"alice\", nonce=\"n0nce\", response=\"0123456789abcdef\","
                + " ck=\"c1c1\", ik=\"1i1i\", rspauth=\"aa\"");

        assertThat(inPlace(mask, message)).isEqualTo(mask.sip(message));
        assertThat(mask.sip(message))
                .hasSameSizeAs(message)
                .contains("username=\"alice\"")
                .contains("nonce=\"n0nce\"")
                .contains("response=\"****************\"")
                .contains("ck=\"****\"")
                .contains("ik=\"****\"")
                .contains("rspauth=\"**\"");
    }

    @Test
    void a_folded_header_hides_nothing() {
        String message =
                message("Authorization: Digest username=\"alice\",\r\n response=\"0123456789abcdef\",\r\n\tck=\"c1\"");

        assertThat(mask.sip(message)).doesNotContain("0123456789abcdef").doesNotContain("c1");
        assertThat(inPlace(mask, message)).isEqualTo(mask.sip(message));
    }

    @Test
    void an_unquoted_and_spaced_response_is_found_too() {
        assertThat(mask.sip(message("Authorization: Digest Response = abc123,qop=auth")))
                .contains("Response = ******,qop=auth");
    }

    @Test
    void other_headers_are_left_alone() {
        String message = message("X-Note: response=\"fine\"\r\nSubject: ck=1");

        assertThat(mask.sip(message)).isEqualTo(message);
    }

    @Test
    void many_folded_lines_are_no_trouble() {
        String message = message("Authorization: Digest" + "\r\n a=b,".repeat(20_000) + "\r\n response=\"s3cret\"");

        assertThat(mask.sip(message)).doesNotContain("s3cret");
    }

    @Test
    void media_keys_are_blotted_out_in_sip_and_in_ng() {
        String sdp =
                "v=0\r\nk=clear:hush\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgew==|2^20\r\n";

        String masked = mask.sip(message("Content-Type: application/sdp") + sdp);
        assertThat(masked).contains("k=clear:****\r\n").contains("inline:************************|2^20");

        TraceEvent ng = event(TraceEvent.Protocol.NG, "d3:sdp" + sdp.length() + ":" + sdp + "e");
        assertThat(mask.apply(ng).payload()).doesNotContain("WVNf").hasSameSizeAs(ng.payload());
    }

    @Test
    void an_address_that_only_the_pcf_may_know_is_blotted_out() {
        TraceEvent asked = event(
                TraceEvent.Protocol.HTTP,
                "{\"ascReqData\":{\"notifUri\":\"http://192.0.2.1:8081/notifications/s3cret\",\"ueIpv4\":\"192.0.2.2\"}}");

        assertThat(mask.apply(asked).payload())
                .isEqualTo(
                        "{\"ascReqData\":{\"notifUri\":\"http://192.0.2.1:8081/notifications/******\",\"ueIpv4\":\"192.0.2.2\"}}");
    }

    @Test
    void the_text_of_a_message_stays_unless_one_wants_it_hidden() {
        String message = "MESSAGE sip:bob@home.example SIP/2.0\r\nContent-Length: 5\r\n\r\nhello";

        assertThat(mask.sip(message)).isEqualTo(message);
        assertThat(new TraceMask(true).sip(message)).endsWith("\r\n\r\n*****").contains("Content-Length: 5");
        assertThat(new TraceMask(true).sip(message("Subject: x") + "hello")).endsWith("hello");
    }

    @Test
    void a_media_key_is_found_in_the_octets_of_a_message_too() {
        String begin = "INVITE sip:bob@home.example SIP/2.0\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n";
        assertThat(inPlace(mask, begin + "a=crypto:1 X inline:WVNf|2^20\r\n")).endsWith("X inline:****|2^20\r\n");
        assertThat(inPlace(mask, begin + "k=clear:hush")).endsWith("k=clear:****");
        assertThat(inPlace(mask, begin + "s=k=clear:hush\u00fc")).endsWith("s=k=clear:hush\u00fc");
    }

    @Test
    void what_stands_in_a_line_that_is_no_header_is_masked_as_well() {
        String message = message("Authorization: Digest response=\"12\"\n ck=\"34\"\r\nno header");

        assertThat(inPlace(mask, message)).doesNotContain("12").doesNotContain("34");
        assertThat(inPlace(mask, message("Auth\u0000: a\r\nAuthorization: Digest\u0001 response=\"12\"")))
                .doesNotContain("12");
    }

    @Test
    void the_text_of_a_message_is_hidden_in_its_octets() {
        String message = "MESSAGE sip:bob@home.example SIP/2.0\r\nContent-Length: 5\r\n\r\nhello";

        assertThat(inPlace(mask, message)).isEqualTo(message);
        assertThat(inPlace(new TraceMask(true), message)).endsWith("\r\n\r\n*****");
    }

    private static String inPlace(TraceMask mask, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        mask.hide(TracedMessages.of(text), octets, 0, octets.length);
        return new String(octets, StandardCharsets.UTF_8);
    }

    @Test
    void what_is_no_sip_message_at_all_passes() {
        assertThat(mask.sip("")).isEmpty();
        assertThat(mask.sip("Authorization: Digest response=abc")).endsWith("response=***");
        assertThat(mask.sip("\0\0\0")).isEqualTo("\0\0\0");
    }

    @Test
    void octets_of_other_protocols_come_masked_already() {
        TraceEvent diameter = event(TraceEvent.Protocol.DIAMETER, "01000014");

        assertThat(mask.apply(diameter)).isSameAs(diameter);
    }

    private static String message(String headers) {
        return "REGISTER sip:home.example SIP/2.0\r\n" + headers + "\r\nContent-Length: 0\r\n\r\n";
    }

    private static TraceEvent event(TraceEvent.Protocol protocol, String payload) {
        return new TraceEvent(
                Instant.EPOCH, "n-1", protocol, TraceEvent.Direction.SENT, "a", "b", "x", Set.of("k"), payload);
    }
}
