package io.carillon.sip.transport;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Who may open a WebSocket: clients that speak SIP on it (RFC 7118 §4), and of the browsers those that show a page of an
 * allowed site (RFC 6455 §10.2).
 */
final class WebSocketDoor extends SimpleChannelInboundHandler<FullHttpRequest> {
    static final String PROTOCOL = "sip";

    private final Set<String> origins;

    WebSocketDoor(Set<String> origins) {
        super(false);
        this.origins = origins;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        var refusal = refusal(request);
        if (refusal == null) {
            context.pipeline().remove(this);
            context.fireChannelRead(request);
            return;
        }
        request.release();
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private @org.jspecify.annotations.Nullable HttpResponseStatus refusal(FullHttpRequest request) {
        if (!request.decoderResult().isSuccess() || !speaksSip(request)) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        var origin = request.headers().get(HttpHeaderNames.ORIGIN);
        boolean welcome = origin == null || origins.contains("*") || origins.contains(origin.toLowerCase(Locale.ROOT));
        return welcome ? null : HttpResponseStatus.FORBIDDEN;
    }

    private static boolean speaksSip(FullHttpRequest request) {
        return request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(value -> value.strip().equals(PROTOCOL));
    }
}
