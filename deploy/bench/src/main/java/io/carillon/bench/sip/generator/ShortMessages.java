package io.carillon.bench.sip.generator;

/**
 * Short messages of 160 characters, of which the first ones say which operation they are of (TS 24.011 §7.3, TS 23.040
 * §9.2.2).
 */
final class ShortMessages {
    /** RP-DATA to the network, its reference, no RP-Originator, and +999000001 as RP-Destination. */
    private static final byte[] CENTRE = {0, 6, (byte) 0x91, (byte) 0x99, 0x09, 0, 0, (byte) 0xF1};

    private static final int SUBMIT = 1;
    private static final int INTERNATIONAL = 0x91;
    /** 1555, and the user's six. */
    private static final int DIGITS = 10;

    private static final byte[] COUNTRY = {0x51, 0x55};
    private static final int CHARACTERS = 160;
    private static final int IDENTITY = 32;
    private static final int TO_MOBILE_DATA = 1;
    private static final int ACKNOWLEDGED = 2;
    private static final int TIME_STAMP = 7;

    private final int run;
    private final Text out = new Text();
    private final Text words = new Text();
    private final byte[] identity = new byte[IDENTITY];
    private int sequence;

    ShortMessages(int run) {
        this.run = run;
    }

    /** To the number of that user, +1555 and six digits. */
    Text submit(Slot slot, int recipient) {
        words.clear()
                .hex(run)
                .add(DASH)
                .hex(slot.index)
                .add(DASH)
                .hex(slot.sequence)
                .add(DASH);
        while (words.length < CHARACTERS) {
            words.add(FILLER);
        }
        out.clear().octet(0).octet(slot.sequence & 0xFF).add(CENTRE);
        int length = out.length;
        out.octet(0).octet(SUBMIT).octet(slot.sequence & 0xFF).octet(DIGITS).octet(INTERNATIONAL);
        out.add(COUNTRY);
        for (int power = 100_000; power > 0; power /= 100) {
            out.octet(recipient / power % 10 | recipient / (power / 10) % 10 << 4);
        }
        out.octet(0).octet(0).octet(CHARACTERS);
        packed(words.bytes, CHARACTERS);
        out.bytes[length] = (byte) (out.length - length - 1);
        return out;
    }

    private static final byte[] DASH = {'-'};
    private static final byte[] FILLER = {'x'};

    /** Septets into octets (TS 23.038 §6.1.2.1.1). */
    private void packed(byte[] characters, int count) {
        int bits = 0;
        int have = 0;
        for (int i = 0; i < count; i++) {
            bits |= characters[i] << have;
            have += 7;
            if (have >= 8) {
                out.octet(bits & 0xFF);
                bits >>>= 8;
                have -= 8;
            }
        }
        if (have > 0) {
            out.octet(bits & 0xFF);
        }
    }

    /** The slot whose message this delivery has, or -1. */
    int deliveredSlot(Incoming delivery) {
        var bytes = delivery.bytes;
        int at = delivery.body;
        if (delivery.length - at < IDENTITY || bytes[at] != TO_MOBILE_DATA) {
            return -1;
        }
        at += 2;
        at += 1 + bytes[at]; // RP-Originator
        at += 1 + bytes[at]; // RP-Destination
        int digits = bytes[at + 2];
        // Length, type, the sender's address, protocol, coding, time stamp and length of the text.
        at += 4 + (digits + 1) / 2 + 2 + TIME_STAMP + 1;
        for (int i = 0; i < IDENTITY; i++) {
            int bit = 7 * i;
            int pair = bytes[at + bit / 8] & 0xFF | (bytes[at + bit / 8 + 1] & 0xFF) << 8;
            identity[i] = (byte) (pair >>> bit % 8 & 0x7F);
        }
        int dash = dash(0);
        if (number(0) != run) {
            return -1;
        }
        sequence = number(dash(dash));
        return number(dash);
    }

    /** Which of the slot's messages {@link #deliveredSlot} found. */
    int deliveredSequence() {
        return sequence;
    }

    /** Behind the next dash. */
    private int dash(int from) {
        int at = from;
        while (at < IDENTITY && identity[at] != '-') {
            at++;
        }
        return at + 1;
    }

    private int number(int from) {
        int value = 0;
        for (int at = from; at < IDENTITY && identity[at] != '-'; at++) {
            value = value * 16 + Character.digit(identity[at], 16);
        }
        return value;
    }

    /** RP-ACK for that delivery. */
    Text acknowledge(Incoming delivery) {
        return out.clear().octet(ACKNOWLEDGED).octet(delivery.bytes[delivery.body + 1]);
    }
}
