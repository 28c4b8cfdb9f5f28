package io.carillon.testkit.sms;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Relay protocol messages as they travel in application/vnd.3gpp.sms (TS 24.011 §7.3, §8.2). */
public sealed interface RpMessage {
    String CONTENT_TYPE = "application/vnd.3gpp.sms";

    /** RP-Message-Reference. */
    int reference();

    /** From the network: a TPDU for the phone. */
    record Data(int reference, byte[] tpdu) implements RpMessage {}

    /** The peer took the TPDU. */
    record Ack(int reference) implements RpMessage {}

    /** The peer did not; RP-Cause of §8.2.5.4. */
    record Failed(int reference, int cause) implements RpMessage {}

    /** RP-DATA from the phone: RP-OA is empty, RP-DA is the SMS centre. */
    static byte[] data(int reference, String smsCentre, byte[] tpdu) {
        var digits = Bcd.encode(smsCentre.substring(1));
        var out = new ByteArrayOutputStream();
        out.write(0x00); // RP-MTI: RP-DATA, mobile station to network
        out.write(reference);
        out.write(0x00); // RP-OA
        out.write(1 + digits.length);
        out.write(0x91); // international, ISDN numbering plan
        out.writeBytes(digits);
        out.write(tpdu.length);
        out.writeBytes(tpdu);
        return out.toByteArray();
    }

    /** RP-ACK from the phone, with its delivery report. */
    static byte[] ack(int reference) {
        var report = Tpdu.deliverReport();
        var out = new ByteArrayOutputStream();
        out.write(0x02); // RP-MTI: RP-ACK, mobile station to network
        out.write(reference);
        out.write(0x41); // RP-User-Data
        out.write(report.length);
        out.writeBytes(report);
        return out.toByteArray();
    }

    /** RP-ERROR from the phone (§7.3.4). */
    static byte[] error(int reference, int cause) {
        return new byte[] {0x04, (byte) reference, 0x01, (byte) cause};
    }

    /** Reads what the network sent. @throws IllegalArgumentException if it breaks off or is nothing for a phone */
    static RpMessage read(byte[] octets) {
        try {
            var in = ByteBuffer.wrap(octets);
            int type = in.get() & 0x07;
            int reference = in.get() & 0xff;
            return switch (type) {
                case 1 -> {
                    skip(in); // RP-OA
                    skip(in); // RP-DA
                    var tpdu = new byte[in.get() & 0xff];
                    in.get(tpdu);
                    yield new Data(reference, tpdu);
                }
                case 3 -> new Ack(reference);
                case 5 -> {
                    in.get(); // length of RP-Cause
                    yield new Failed(reference, in.get() & 0x7f);
                }
                default -> throw new IllegalArgumentException("RP-MTI " + type + " is nothing for a phone");
            };
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("RP message breaks off", e);
        }
    }

    private static void skip(ByteBuffer in) {
        int length = in.get() & 0xff;
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + length);
    }
}
