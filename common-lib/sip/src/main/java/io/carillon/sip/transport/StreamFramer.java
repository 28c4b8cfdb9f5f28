package io.carillon.sip.transport;

import io.carillon.sip.message.BodyLength;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into SIP messages by Content-Length, compact form included (RFC 3261 §18.3), and answers the
 * double-CRLF keep-alive with one CRLF (RFC 5626 §4.4.1). A message whose length cannot be known is passed on without
 * a body, so that it is answered, and the stream is closed.
 */
final class StreamFramer extends ByteToMessageDecoder {
    private static final int MAX_HEADERS = 32 << 10;
    private static final int MAX_BODY = 256 << 10;
    static final int MAX_MESSAGE = MAX_HEADERS + MAX_BODY;
    private static final byte[] PONG = {'\r', '\n'};

    private final Duration patience;

    /** How far the search for the blank line has come. */
    private int scanned;

    /** Length of start line and header lines, 0 while their end has not come. */
    private int head;

    private int body;

    /** The stream cannot be cut any more. */
    private boolean broken;

    /** False while there is nothing but half of a ping, or the answer to one of ours. */
    private boolean begun;

    private @Nullable Future<?> unfinished;

    /** @param patience how long the rest of a message may take */
    StreamFramer(Duration patience) {
        this.patience = patience;
    }

    /** A peer that never ends what it began holds memory for nothing. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        boolean partial = begun && actualReadableBytes() > 0;
        var clock = unfinished;
        if (partial && clock == null) {
            unfinished = context.executor()
                    .schedule(
                            () -> {
                                context.close();
                            },
                            patience.toMillis(),
                            TimeUnit.MILLISECONDS);
        } else if (!partial) {
            restart();
        }
        super.channelReadComplete(context);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        restart();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (scanned == 0) {
            skipKeepAlives(context, in);
            begun = in.isReadable() && in.getByte(in.readerIndex()) != '\r';
            if (!begun) {
                checkHalfPing(in);
                return;
            }
        }
        if (head == 0 && !readHead(in)) {
            return;
        }
        if (in.readableBytes() < head + body) {
            return;
        }
        var frame = new byte[head + body];
        in.readBytes(frame);
        scanned = 0;
        head = 0;
        restart();
        out.add(frame);
        if (broken) {
            // After the 400, if it could be made: where the next message begins is anybody's guess.
            context.executor().execute(() -> context.flush().close());
        }
    }

    /** Finds the end of the header lines and the length of the body; false while they have not come. */
    private boolean readHead(ByteBuf in) {
        int end = headerEnd(in);
        if (end < 0) {
            if (in.readableBytes() > MAX_HEADERS) {
                throw new CorruptedFrameException("SIP header section over " + MAX_HEADERS + " bytes");
            }
            return false;
        }
        head = end;
        int length = BodyLength.after(ByteBufUtil.getBytes(in, in.readerIndex(), end));
        broken = length < 0 || length > MAX_BODY;
        body = broken ? 0 : length;
        return true;
    }

    /** The next message has its own time. */
    private void restart() {
        var clock = unfinished;
        if (clock != null) {
            clock.cancel(false);
            unfinished = null;
        }
    }

    /** Anything else behind a CR would be gathered without a bound, since no message begins so. */
    private static void checkHalfPing(ByteBuf in) {
        if (in.readableBytes() > 1 && in.getByte(in.readerIndex() + 1) != '\n') {
            throw new CorruptedFrameException("CR without LF between messages");
        }
    }

    private static void skipKeepAlives(ChannelHandlerContext context, ByteBuf in) {
        while (in.readableBytes() >= 2
                && in.getByte(in.readerIndex()) == '\r'
                && in.getByte(in.readerIndex() + 1) == '\n') {
            if (in.readableBytes() >= 4
                    && in.getByte(in.readerIndex() + 2) == '\r'
                    && in.getByte(in.readerIndex() + 3) == '\n') {
                in.skipBytes(4);
                context.writeAndFlush(Unpooled.wrappedBuffer(PONG), context.voidPromise());
            } else if (in.readableBytes() == 2 || in.readableBytes() == 3 && in.getByte(in.readerIndex() + 2) == '\r') {
                return; // perhaps half of a ping
            } else {
                in.skipBytes(2);
            }
        }
    }

    /** Length of start line and headers with the blank line, or -1 while it has not come. */
    private int headerEnd(ByteBuf in) {
        int from = in.readerIndex();
        int to = in.writerIndex();
        for (int at = from + Math.max(scanned - 3, 0); (at = in.indexOf(at, to, (byte) '\n')) >= 0; at++) {
            if (at + 1 < to && in.getByte(at + 1) == '\n') {
                return at + 2 - from;
            }
            if (at + 2 < to && in.getByte(at + 1) == '\r' && in.getByte(at + 2) == '\n') {
                return at + 3 - from;
            }
        }
        scanned = to - from;
        return -1;
    }
}
