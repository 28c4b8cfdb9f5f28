package io.carillon.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** MSRP out of any bytes: what is read does not depend on how it was cut on its way. */
public final class MsrpTarget {
    private MsrpTarget() {}

    /** Chunks (RFC 4975 §9). */
    public static void chunks(byte[] bytes) {
        var whole = read(bytes, bytes.length);
        assertThat(read(bytes, 1)).isEqualTo(whole);
        assertThat(read(bytes, 7)).isEqualTo(whole);
    }

    private static List<String> read(byte[] bytes, int step) {
        var seen = new ArrayList<String>();
        var body = new ByteArrayOutputStream();
        var channel = new EmbeddedChannel(new MsrpFramer());
        try {
            for (int at = 0; at < bytes.length; at += step) {
                channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(step, bytes.length - at)));
                drain(channel, seen, body);
            }
        } catch (DecoderException refused) {
            drain(channel, seen, body);
            assertThat(refused).hasCauseInstanceOf(MsrpException.class);
            seen.add("refused");
        } finally {
            closed(channel);
        }
        return seen;
    }

    private static void drain(EmbeddedChannel channel, List<String> seen, ByteArrayOutputStream body) {
        for (Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            switch (frame) {
                case Frame.Head(var head) -> seen.add(head.toString());
                case Frame.Body(var octets) -> {
                    var some = new byte[octets.readableBytes()];
                    octets.getBytes(octets.readerIndex(), some);
                    body.writeBytes(some);
                    octets.release();
                }
                case Frame.End(var flag) -> {
                    seen.add(body.toString(StandardCharsets.ISO_8859_1) + flag);
                    body.reset();
                }
            }
        }
    }

    private static void closed(EmbeddedChannel channel) {
        try {
            channel.finishAndReleaseAll();
        } catch (DecoderException rest) {
            assertThat(rest).hasCauseInstanceOf(MsrpException.class);
        }
    }

    /** Wrappers and notifications (RFC 3862, RFC 5438), URIs and ranges. */
    public static void cpim(byte[] bytes) {
        tolerated(() -> {
            var message = Cpim.parse(bytes);
            assertThat(message.contentType()).isNotNull();
            message.messageId();
            message.wantsNotice();
            ImdnNotice.parse(message.content());
        });
        tolerated(() -> ImdnNotice.parse(bytes));
        var text = new String(bytes, StandardCharsets.UTF_8);
        tolerated(() -> assertThat(MsrpUri.path(text)).isEqualTo(MsrpUri.path(MsrpUri.text(MsrpUri.path(text)))));
        tolerated(() ->
                assertThat(ByteRange.parse(ByteRange.parse(text).toString())).isEqualTo(ByteRange.parse(text)));
    }

    private static void tolerated(Runnable reading) {
        try {
            reading.run();
        } catch (MsrpException refused) {
            assertThat(refused.status()).isBetween(400, 599);
        }
    }
}
