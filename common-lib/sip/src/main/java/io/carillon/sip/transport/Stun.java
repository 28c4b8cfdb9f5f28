package io.carillon.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetSocketAddress;

/**
 * The keep-alive of phones on UDP (RFC 5626 §4.4.2): a STUN Binding request on the SIP port is answered with the address
 * that it came from (RFC 5389 §7.3.1, §15.2), so that the phone notices when its NAT has given it another.
 */
final class Stun {
    private static final int HEADER = 20;
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int COOKIE = 0x2112A442;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private Stun() {}

    /** No SIP message begins with a byte below 2. */
    static boolean isBindingRequest(ByteBuf packet) {
        int at = packet.readerIndex();
        return packet.readableBytes() >= HEADER
                && packet.getUnsignedShort(at) == BINDING_REQUEST
                && packet.getInt(at + 4) == COOKIE
                && packet.getUnsignedShort(at + 2) == packet.readableBytes() - HEADER;
    }

    static ByteBuf answer(ByteBuf request, InetSocketAddress from, ByteBufAllocator allocator) {
        int at = request.readerIndex();
        var address = from.getAddress().getAddress();
        var answer = allocator.buffer(HEADER + 24);
        answer.writeShort(BINDING_SUCCESS)
                .writeShort(8 + address.length)
                .writeInt(COOKIE)
                .writeBytes(request, at + 8, 12);
        answer.writeShort(XOR_MAPPED_ADDRESS)
                .writeShort(4 + address.length)
                .writeByte(0)
                .writeByte(address.length == 4 ? IPV4 : IPV6)
                .writeShort(from.getPort() ^ COOKIE >>> 16);
        for (int i = 0; i < address.length; i++) {
            answer.writeByte(address[i] ^ answer.getByte(4 + i)); // the cookie, then the transaction's number
        }
        return answer;
    }
}
