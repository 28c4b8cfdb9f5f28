package io.carillon.msrp;

import io.netty.buffer.ByteBuf;

/**
 * Some octets of a message, at most 16 KiB.
 *
 * @param request the chunk's head
 * @param start place of the first octet in the message, from 1
 * @param total octets of the message; {@link ByteRange#UNKNOWN} if its sender does not say
 * @param octets valid until the listener returns
 * @param flag CONTINUES also between the pieces of one chunk
 */
public record Piece(MsrpHead.Request request, long start, long total, ByteBuf octets, Flag flag) {
    public String messageId() {
        return request.messageId();
    }

    public String contentType() {
        return request.first("Content-Type").orElse("");
    }

    public ByteRange range() {
        return new ByteRange(start, start + octets.readableBytes() - 1, total);
    }

    public byte[] bytes() {
        var bytes = new byte[octets.readableBytes()];
        octets.getBytes(octets.readerIndex(), bytes);
        return bytes;
    }
}
