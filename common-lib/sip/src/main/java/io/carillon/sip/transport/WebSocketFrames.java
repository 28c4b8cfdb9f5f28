package io.carillon.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One SIP message in each WebSocket message, text or binary (RFC 7118 §5). We send text where the bytes are UTF-8, which
 * text frames must be, and binary where a body is something else.
 */
final class WebSocketFrames extends MessageToMessageCodec<WebSocketFrame, ByteBuf> {
    private static final byte[] PONG = {'\r', '\n'};

    @Override
    protected void encode(ChannelHandlerContext context, ByteBuf message, List<Object> out) {
        var payload = message.retain();
        out.add(
                ByteBufUtil.isText(message, StandardCharsets.UTF_8)
                        ? new TextWebSocketFrame(payload)
                        : new BinaryWebSocketFrame(payload));
    }

    @Override
    protected void decode(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
        var bytes = ByteBufUtil.getBytes(frame.content());
        if (!isBlank(bytes)) {
            out.add(bytes);
        } else if (bytes.length == 4) {
            context.writeAndFlush(new TextWebSocketFrame(io.netty.buffer.Unpooled.wrappedBuffer(PONG)));
        }
    }

    /** The keep-alive of RFC 5626 §4.4.1, which some phones send here too. */
    private static boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (each != '\r' && each != '\n') {
                return false;
            }
        }
        return true;
    }
}
