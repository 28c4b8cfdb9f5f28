package io.carillon.msrp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection's octets into frames (RFC 4975 §7.3). A chunk's length is nowhere told: its body ends at
 * {@code CRLF "-------" transaction flag CRLF}. Octets of a body go on as they come, so that no more is held than what may
 * be the beginning of the end-line; every octet is looked at once, and those behind a CR as often as an end-line is long.
 */
final class MsrpFramer extends ByteToMessageDecoder {
    static final int LARGEST_HEAD = 8_192;
    static final int LARGEST_PIECE = 16_384;
    private static final String DASHES = "-------";
    private static final int FLAG_AND_CRLF = 3;

    private @Nullable HeadParser head;
    private byte @Nullable [] endLine;
    private int headOctets;
    private int scanned;

    /** In the middle of a chunk's head. */
    boolean isInHead() {
        return head != null;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (endLine != null) {
            body(in, endLine, out);
        } else {
            line(in, out);
        }
    }

    private void line(ByteBuf in, List<Object> out) {
        int from = in.readerIndex();
        int lf = in.indexOf(from + scanned, in.writerIndex(), (byte) '\n');
        int length = (lf < 0 ? in.writerIndex() : lf + 1) - from;
        if (headOctets + length > LARGEST_HEAD) {
            throw MsrpException.malformed("a head of more than " + LARGEST_HEAD + " octets");
        }
        if (lf < 0) {
            scanned = length;
            return;
        }
        if (length < 2 || in.getByte(lf - 1) != '\r') {
            throw MsrpException.malformed("a line that does not end with CRLF");
        }
        var text = in.toString(from, length - 2, StandardCharsets.UTF_8);
        in.skipBytes(length);
        headOctets += length;
        scanned = 0;
        line(text, out);
    }

    private void line(String text, List<Object> out) {
        var parser = head;
        if (parser == null) {
            head = new HeadParser(text);
        } else if (text.isEmpty()) {
            out.add(new Frame.Head(parser.head()));
            endLine = ("\r\n" + DASHES + parser.transaction()).getBytes(StandardCharsets.US_ASCII);
            head = null;
        } else if (text.startsWith(DASHES)) {
            out.add(new Frame.Head(parser.head()));
            out.add(new Frame.End(flag(text, parser.transaction())));
            begin();
        } else {
            parser.header(text);
        }
    }

    private static Flag flag(String line, String transaction) {
        int flagAt = DASHES.length() + transaction.length();
        if (line.length() != flagAt + 1 || !line.startsWith(transaction, DASHES.length())) {
            throw MsrpException.malformed("the end-line of another transaction");
        }
        return Flag.of(line.charAt(flagAt));
    }

    private void begin() {
        head = null;
        endLine = null;
        headOctets = 0;
        scanned = 0;
    }

    private void body(ByteBuf in, byte[] marker, List<Object> out) {
        int from = in.readerIndex();
        int limit = Math.min(in.writerIndex(), from + LARGEST_PIECE);
        int cr = in.indexOf(from, limit, (byte) '\r');
        while (cr >= 0) {
            int same = same(in, cr, marker);
            if (same < 0) {
                give(in, cr - from, out);
                return;
            }
            if (same == marker.length + FLAG_AND_CRLF) {
                give(in, cr - from, out);
                in.skipBytes(marker.length);
                out.add(new Frame.End(Flag.of(in.readByte())));
                in.skipBytes(2);
                begin();
                return;
            }
            cr = in.indexOf(cr + 1, limit, (byte) '\r');
        }
        give(in, limit - from, out);
    }

    /** The length of the end-line at this place; 0 if there is none, -1 if there may be one when more has come. */
    private static int same(ByteBuf in, int at, byte[] marker) {
        int known = in.writerIndex() - at;
        for (int i = 0; i < Math.min(marker.length, known); i++) {
            if (in.getByte(at + i) != marker[i]) {
                return 0;
            }
        }
        int flag = marker.length;
        boolean wrong = (known > flag && !Flag.isFlag(in.getByte(at + flag)))
                || (known > flag + 1 && in.getByte(at + flag + 1) != '\r')
                || (known > flag + 2 && in.getByte(at + flag + 2) != '\n');
        if (wrong) {
            return 0;
        }
        return known < flag + FLAG_AND_CRLF ? -1 : flag + FLAG_AND_CRLF;
    }

    private static void give(ByteBuf in, int length, List<Object> out) {
        if (length > 0) {
            out.add(new Frame.Body(in.readRetainedSlice(length)));
        }
    }
}
