package io.carillon.trace;

import io.carillon.diameter.Avp;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.rx.Rx;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;

/** Rx messages as they are on the wire (RFC 6733 §3, §4.1). */
final class RxOctets {
    private static final Map<String, Integer> COMMANDS = Map.of("AA", 265, "RA", 258, "AS", 274);

    private RxOctets() {}

    /** @param summary such as {@code AAR}, or {@code AAA 2001} */
    static String hex(String summary, Avp... avps) {
        var body = new ByteArrayOutputStream();
        write(body, Avp.of(BaseAvps.SESSION_ID, "sbc-1;1;2"));
        write(body, Avp.of(BaseAvps.ORIGIN_HOST, "here.home"));
        write(body, Avp.of(BaseAvps.ORIGIN_REALM, "home"));
        write(body, Avp.of(BaseAvps.AUTH_APPLICATION_ID, Rx.APPLICATION.id()));
        boolean request = summary.charAt(2) == 'R';
        if (request) {
            write(body, Avp.of(BaseAvps.DESTINATION_REALM, "home"));
            write(body, Avp.of(BaseAvps.DESTINATION_HOST, "there.home"));
        } else {
            write(body, Avp.of(BaseAvps.RESULT_CODE, 2001L));
        }
        for (Avp avp : avps) {
            write(body, avp);
        }
        byte[] octets = body.toByteArray();
        var message = ByteBuffer.allocate(20 + octets.length)
                .putInt(1 << 24 | 20 + octets.length)
                .putInt((request ? 0x80 : 0) << 24 | COMMANDS.get(summary.substring(0, 2)))
                .putInt((int) Rx.APPLICATION.id())
                .putLong(0)
                .put(octets);
        return HexFormat.of().formatHex(message.array());
    }

    private static void write(ByteArrayOutputStream out, Avp avp) {
        boolean vendor = avp.vendor() != 0;
        int length = (vendor ? 12 : 8) + avp.data().length();
        var octets = ByteBuffer.allocate(length + 3 & ~3).putInt(avp.code()).putInt(avp.flags() << 24 | length);
        if (vendor) {
            octets.putInt((int) avp.vendor());
        }
        octets.put(avp.data().toArray());
        out.writeBytes(octets.array());
    }
}
