package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SdpRewriteTest {
    private static final InetAddress RELAY = InetAddress.ofLiteral("192.0.2.9");
    private static final String SDP = """
            v=0
            o=alice 1 1 IN IP4 10.0.0.1
            s=-
            c=IN IP4 10.0.0.1
            t=0 0
            a=group:BUNDLE 0 1
            a=ice-options:trickle
            m=audio 4000 RTP/AVP 8
            a=rtcp:4001
            a=x-unknown:kept
            m=message 2855 TCP/MSRP *
            a=path:msrp://10.0.0.1:2855/x;tcp
            """.replace("\n", "\r\n");

    private static SessionDescription rewrite(String sdp, MediaOptions options) {
        return new SdpRewrite(RELAY, options)
                .apply(
                        SessionDescription.parse(sdp),
                        List.of(Optional.of(new SdpRewrite.Target(30000, 30001, false)), Optional.empty()));
    }

    @Test
    void only_what_leads_media_changes() {
        assertThat(rewrite(SDP, MediaOptions.plainRelay()))
                .hasToString(SDP.replace("a=group:BUNDLE 0 1\r\na=ice-options:trickle\r\n", "")
                        .replace("10.0.0.1\r\ns=", "192.0.2.9\r\ns=")
                        .replace("c=IN IP4 10.0.0.1", "c=IN IP4 192.0.2.9")
                        .replace("audio 4000", "audio 30000")
                        .replace("rtcp:4001", "rtcp:30001")
                        // What is not relayed keeps its own address.
                        .replace("MSRP *\r\n", "MSRP *\r\nc=IN IP4 10.0.0.1\r\n"));
    }

    @Test
    void the_origin_stays_unless_its_replacement_is_asked_for() {
        assertThat(rewrite(SDP, MediaOptions.NONE).origin().address()).isEqualTo("10.0.0.1");
    }

    @Test
    void an_old_hold_stays_a_hold() {
        String held = SDP.replace("c=IN IP4 10.0.0.1", "c=IN IP4 0.0.0.0");
        assertThat(rewrite(held, MediaOptions.NONE).connection().orElseThrow().isUnspecified())
                .isTrue();
        MediaOptions replaced = MediaOptions.NONE.withFlags(List.of("replace-zero-address"));
        assertThat(rewrite(held, replaced).connection().orElseThrow().address()).isEqualTo("192.0.2.9");
    }

    @Test
    void rtcp_attributes_can_be_left_out() {
        MediaOptions options = MediaOptions.NONE.withFlags(List.of("no-rtcp-attribute"));
        assertThat(rewrite(SDP, options).media().getFirst().rtcpAttribute()).isEmpty();
    }
}
