package io.carillon.sip.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The keep-alive of phones on UDP (RFC 5626 §4.4.2): a STUN Binding request on the SIP port is answered with the address
 * that it came from (RFC 5389 §7.3.1, §15.2), so that the phone notices when its NAT has given it another.
 */
final class Stun {
    private static final int HEADER = 20;
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int COOKIE = 0x2112A442;
    private static final int TRANSACTION = 8;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private Stun() {}

    /** No SIP message begins with a byte below 2. */
    static boolean isBindingRequest(byte[] packet) {
        if (packet.length < HEADER || packet[0] != 0) {
            return false;
        }
        var words = ByteBuffer.wrap(packet);
        return words.getShort(0) == BINDING_REQUEST
                && words.getInt(4) == COOKIE
                && Short.toUnsignedInt(words.getShort(2)) == packet.length - HEADER;
    }

    static byte[] answer(byte[] request, InetSocketAddress from) {
        var address = from.getAddress().getAddress();
        var answer = ByteBuffer.allocate(HEADER + 8 + address.length);
        answer.putShort((short) BINDING_SUCCESS)
                .putShort((short) (8 + address.length))
                .putInt(COOKIE)
                .put(request, TRANSACTION, HEADER - TRANSACTION);
        answer.putShort((short) XOR_MAPPED_ADDRESS)
                .putShort((short) (4 + address.length))
                .put((byte) 0)
                .put((byte) (address.length == 4 ? IPV4 : IPV6))
                .putShort((short) (from.getPort() ^ COOKIE >>> 16));
        for (int i = 0; i < address.length; i++) {
            answer.put((byte) (address[i] ^ answer.get(4 + i))); // the cookie, then the transaction's number
        }
        return answer.array();
    }
}
