package io.carillon.sdp.ng;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One NG datagram: a cookie, a space, a bencoded dictionary. A request and its answer share the cookie.
 *
 * <pre>
 * 5323_1 d3:sdp…7:call-id…7:command5:offere
 * </pre>
 */
public record NgMessage(String cookie, NgValue.Dict body) {
    private static final int MAX_COOKIE = 255;

    /** @throws NgException carrying the cookie when that much could be read */
    public static NgMessage decode(byte[] datagram) {
        int space = 0;
        while (space < datagram.length && datagram[space] != ' ') {
            space++;
        }
        if (space == 0 || space > MAX_COOKIE || space == datagram.length) {
            throw new NgException("no cookie");
        }
        String cookie = new String(datagram, 0, space, StandardCharsets.ISO_8859_1);
        try {
            if (Bencode.decode(datagram, space + 1) instanceof NgValue.Dict body) {
                return new NgMessage(cookie, body);
            }
            throw new NgException("not a dictionary");
        } catch (NgException broken) {
            throw broken.under(cookie);
        }
    }

    public byte[] encode() {
        byte[] head = (cookie + ' ').getBytes(StandardCharsets.ISO_8859_1);
        byte[] tail = Bencode.encode(body);
        byte[] datagram = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, datagram, head.length, tail.length);
        return datagram;
    }
}
