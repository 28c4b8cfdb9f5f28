package io.carillon.msrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Octets into frames, however they are cut. */
class MsrpFramerTest {
    private static final String SEND = "MSRP a786hjs2 SEND\r\n"
            + "To-Path: msrp://biloxi.example.com:12763/kjhd37s2s20w2a;tcp\r\n"
            + "From-Path: msrp://atlanta.example.com:7654/jshA7weztas;tcp\r\n"
            + "Message-ID: 87652491\r\n"
            + "Byte-Range: 1-25/25\r\n"
            + "Content-Type: text/plain\r\n"
            + "\r\n";

    private final EmbeddedChannel channel = new EmbeddedChannel(new MsrpFramer());

    /** Heads and flags by their names, bodies joined. */
    private List<String> frames(String octets, int cut) {
        var all = octets.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < all.length; at += cut) {
            channel.writeInbound(Unpooled.copiedBuffer(all, at, Math.min(cut, all.length - at)));
        }
        var told = new ArrayList<String>();
        var body = new StringBuilder();
        for (Object each = channel.readInbound(); each != null; each = channel.readInbound()) {
            switch ((Frame) each) {
                case Frame.Head(var head) -> told.add(head.transaction());
                case Frame.Body(var piece) -> {
                    body.append(piece.toString(StandardCharsets.UTF_8));
                    piece.release();
                }
                case Frame.End(var flag) -> {
                    told.add(body.toString());
                    told.add(flag.name());
                    body.setLength(0);
                }
            }
        }
        return told;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 4096})
    void a_chunk_and_a_response_behind_it(int cut) {
        var wire = SEND + "Hey Bob, are you there?\r\n\r\n-------a786hjs2$\r\n"
                + "MSRP d93kswow 200 OK\r\nTo-Path: msrp://a:1/x;tcp\r\n-------d93kswow$\r\n";
        assertThat(frames(wire, cut))
                .containsExactly("a786hjs2", "Hey Bob, are you there?\r\n", "COMPLETE", "d93kswow", "", "COMPLETE");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4096})
    void what_only_looks_like_an_end_line_is_content(int cut) {
        var body = "\r\r\n\r\n-------a786hjs\r\n-------a786hjs2!\r\n-------a786hjs2$x\r\n-------a786hjs2+\r?";
        assertThat(frames(SEND + body + "\r\n-------a786hjs2+\r\n", cut))
                .containsExactly("a786hjs2", body, "CONTINUES");
    }

    @Test
    void an_empty_body_and_an_aborted_message() {
        assertThat(frames(SEND + "\r\n-------a786hjs2#\r\n", 4096)).containsExactly("a786hjs2", "", "ABORTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "MSRP abc SEND\r\n",
                "MSRP abcd send\r\n",
                "MSRP abcd SEND\n",
                "MSRP abcd SEND\r\nno colon\r\n",
                "MSRP abcd SEND\r\n-------abce$\r\n",
                "MSRP abcd SEND\r\n-------abcd!\r\n",
                "MSRP abcd SEND\r\n-------abcd$$\r\n",
            })
    void what_is_no_msrp_is_refused(String wire) {
        assertThatThrownBy(() -> frames(wire, 4096)).hasCauseInstanceOf(MsrpException.class);
    }

    @Test
    void an_endless_head_is_refused_before_it_is_held() {
        assertThatThrownBy(() -> frames("MSRP abcd SEND\r\nX: " + "a".repeat(MsrpFramer.LARGEST_HEAD), 1000))
                .hasCauseInstanceOf(MsrpException.class);
        assertThatThrownBy(() -> new EmbeddedChannel(new MsrpFramer())
                        .writeInbound(Unpooled.copiedBuffer(
                                "MSRP abcd SEND\r\n" + "X: a\r\n".repeat(65), StandardCharsets.US_ASCII)))
                .hasCauseInstanceOf(MsrpException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0-1/2",
                "2-0/5",
                "1-9/8",
                "1-99999999999999999999/*",
                "9223372036854775807-9223372036854775808/*",
                "-1-2/3",
                "1-2",
                "*-2/3",
                "5-*/3"
            })
    void a_byte_range_of_no_message(String value) {
        assertThatThrownBy(() -> ByteRange.parse(value)).isInstanceOf(MsrpException.class);
    }

    @Test
    void byte_ranges() {
        assertThat(ByteRange.parse("1-*/*")).isEqualTo(ByteRange.WHOLE);
        assertThat(ByteRange.parse("5-8/8").room()).isEqualTo(4);
        assertThat(ByteRange.parse("1-0/0").room()).isZero();
    }

    @Test
    void uris_are_compared_as_the_rules_say() {
        var one = MsrpUri.parse("msrp://alice@Host.example:2855/AbC;tcp;x=1");
        assertThat(one).isEqualTo(MsrpUri.parse("MSRP://host.example/AbC;TCP"));
        assertThat(one).isNotEqualTo(MsrpUri.parse("msrps://host.example/AbC;tcp"));
        assertThat(one).isNotEqualTo(MsrpUri.parse("msrp://host.example/abc;tcp"));
        assertThat(MsrpUri.parse("msrp://[2001:db8::1]:9/x;tcp").address()).isEqualTo("2001:db8::1");
        assertThatThrownBy(() -> MsrpUri.parse("msrp://host:70000/x;tcp")).isInstanceOf(MsrpException.class);
        assertThatThrownBy(() -> MsrpUri.parse("sip:alice@host")).isInstanceOf(MsrpException.class);
    }
}
