package io.carillon.testkit.sms;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The two transfer PDUs that a phone needs (TS 23.040 §9.2.2.1, §9.2.2.2). */
public final class Tpdu {
    private static final int INTERNATIONAL = 0x91;
    private static final int USER_DATA_HEADER = 0x40;
    private static final int MOST_SEPTETS = 160;
    private static final int MOST_UCS2 = 140;

    private Tpdu() {}

    /** An SMS-DELIVER. @param from the originator, +digits if international */
    public record Deliver(String from, String text) {}

    /** An SMS-SUBMIT: GSM alphabet if the text fits it, else UCS2. */
    public static byte[] submit(int reference, String to, String text) {
        var out = new ByteArrayOutputStream();
        out.write(0x01); // TP-MTI submit, no validity period, no status report
        out.write(reference);
        address(out, to);
        out.write(0x00); // TP-PID
        try {
            var septets = Gsm7.septets(text);
            if (septets.length > MOST_SEPTETS) {
                throw new IllegalArgumentException("A text of " + septets.length + " septets needs several parts");
            }
            out.write(0x00); // TP-DCS: GSM 7 bit
            out.write(septets.length);
            out.writeBytes(Gsm7.pack(septets));
        } catch (NotInAlphabet e) {
            var octets = text.getBytes(StandardCharsets.UTF_16BE);
            if (octets.length > MOST_UCS2) {
                throw new IllegalArgumentException("A text of " + octets.length + " octets needs several parts", e);
            }
            out.write(0x08); // TP-DCS: UCS2
            out.write(octets.length);
            out.writeBytes(octets);
        }
        return out.toByteArray();
    }

    /** TP-DA: number of digits, type of number, digits in swapped pairs (§9.1.2.5). */
    private static void address(ByteArrayOutputStream out, String number) {
        boolean international = number.startsWith("+");
        var digits = international ? number.substring(1) : number;
        out.write(digits.length());
        out.write(international ? INTERNATIONAL : 0x81);
        out.writeBytes(Bcd.encode(digits));
    }

    /** An SMS-DELIVER-REPORT for RP-ACK (§9.2.2.1a): no optional parts. */
    public static byte[] deliverReport() {
        return new byte[] {0x00, 0x00};
    }

    /** @throws IllegalArgumentException if it is none, or breaks off */
    public static Deliver deliver(byte[] octets) {
        try {
            var in = ByteBuffer.wrap(octets);
            int first = in.get();
            if ((first & 0x03) != 0) {
                throw new IllegalArgumentException("No SMS-DELIVER: first octet " + first);
            }
            var from = address(in);
            in.get(); // TP-PID
            int coding = in.get();
            in.position(in.position() + 7); // TP-SCTS
            int length = in.get() & 0xff;
            var data = new byte[in.remaining()];
            in.get(data);
            return new Deliver(from, text(coding, length, data, (first & USER_DATA_HEADER) != 0));
        } catch (java.nio.BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("SMS-DELIVER breaks off", e);
        }
    }

    private static String address(ByteBuffer in) {
        int digits = in.get() & 0xff;
        int type = in.get() & 0xff;
        var packed = new byte[(digits + 1) / 2];
        in.get(packed);
        if ((type & 0x70) == 0x50) {
            return Gsm7.text(Gsm7.unpack(packed, digits * 4 / 7)); // alphanumeric
        }
        return ((type & 0x70) == 0x10 ? "+" : "") + Bcd.decode(packed, digits);
    }

    /** A header takes the first octets, and whole septets of them (§9.2.3.24). */
    private static String text(int coding, int length, byte[] data, boolean header) {
        int skipped = header ? 1 + (data[0] & 0xff) : 0;
        if ((coding & 0x0c) == 0x08) {
            return new String(data, skipped, length - skipped, StandardCharsets.UTF_16BE);
        }
        var septets = Gsm7.unpack(data, length);
        int from = (skipped * 8 + 6) / 7;
        return Gsm7.text(java.util.Arrays.copyOfRange(septets, from, septets.length));
    }
}
