package io.carillon.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pings on a connection that we opened, and closes one whose peer says nothing within ten seconds (RFC 5626 §4.4.1,
 * RFC 7118 §6). Stands where bytes come in, so that any sign of life counts.
 */
final class KeepAlive extends ChannelDuplexHandler {
    private static final long PONG_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final boolean webSocket;
    private final long every;
    private final long patience;
    private long lastRead;
    private @Nullable Future<?> next;

    KeepAlive(boolean webSocket, Duration every) {
        this.webSocket = webSocket;
        this.every = every.toNanos();
        this.patience = Math.min(PONG_NANOS, this.every);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        lastRead = System.nanoTime();
        next = context.executor().schedule(() -> ping(context), every, TimeUnit.NANOSECONDS);
        super.channelActive(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        stop();
        super.channelInactive(context);
    }

    private void stop() {
        var planned = next;
        if (planned != null) {
            planned.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        lastRead = System.nanoTime();
        super.channelRead(context, message);
    }

    private void ping(ChannelHandlerContext context) {
        long sent = System.nanoTime();
        context.channel().writeAndFlush(webSocket ? new PingWebSocketFrame() : Unpooled.wrappedBuffer(PING));
        next = context.executor().schedule(() -> look(context, sent), patience, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext context, long sent) {
        if (lastRead - sent < 0) {
            context.close();
            return;
        }
        next = context.executor().schedule(() -> ping(context), Math.max(every - patience, 1), TimeUnit.NANOSECONDS);
    }
}
