package io.carillon.msrp;

import io.carillon.msrp.MsrpHead.Header;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Writes chunks and responses. */
final class Chunks {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Chunks() {}

    /** 64 random bits: nobody can write a body that holds the end-line of a chunk to come. */
    static String token() {
        return HexFormat.of().toHexDigits(RANDOM.nextLong());
    }

    /** @param body of any length; a head without Content-Type has none */
    static ByteBuf request(ByteBufAllocator memory, MsrpHead.Request head, ByteBuf body, Flag flag) {
        var text = new StringBuilder(256)
                .append("MSRP ")
                .append(head.transaction())
                .append(' ');
        headers(text.append(head.method()).append("\r\n"), head.headers());
        boolean hasBody = head.first("Content-Type").isPresent();
        var out = memory.buffer(text.length() + body.readableBytes() + 64);
        if (hasBody) {
            ByteBufUtil.writeUtf8(out, text.append("\r\n"));
            out.writeBytes(body, body.readerIndex(), body.readableBytes());
            text.setLength(0);
            text.append("\r\n");
        }
        ByteBufUtil.writeUtf8(out, end(text, head.transaction(), flag));
        return out;
    }

    static ByteBuf response(
            ByteBufAllocator memory, MsrpHead.Request request, int status, MsrpUri self, List<Header> more) {
        var text = new StringBuilder(160).append("MSRP ").append(request.transaction());
        text.append(' ').append(status).append(' ').append(comment(status)).append("\r\n");
        // RFC 4975 §7.2: back to the hop that it came from.
        var back = request.path("From-Path").getFirst();
        headers(text, List.of(new Header("To-Path", back.text()), new Header("From-Path", self.text())));
        headers(text, more);
        var out = memory.buffer(text.length() + 64);
        out.writeCharSequence(end(text, request.transaction(), Flag.COMPLETE), StandardCharsets.UTF_8);
        return out;
    }

    private static void headers(StringBuilder text, List<Header> headers) {
        for (var each : headers) {
            text.append(each.name()).append(": ").append(each.value()).append("\r\n");
        }
    }

    private static StringBuilder end(StringBuilder text, String transaction, Flag flag) {
        return text.append("-------").append(transaction).append(flag.sign()).append("\r\n");
    }

    /** RFC 4975 §10. */
    static String comment(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 408 -> "Timeout";
            case 413 -> "Message Too Large";
            case 415 -> "Unknown Type";
            case 423 -> "Out Of Bounds";
            case 481 -> "No Such Session";
            case 501 -> "Unknown Method";
            case 506 -> "Session In Use";
            default -> "Error";
        };
    }
}
