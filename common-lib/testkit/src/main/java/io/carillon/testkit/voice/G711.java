package io.carillon.testkit.voice;

/** ITU-T G.711: 16-bit linear samples to and from A-law and µ-law octets. */
final class G711 {
    static final int PCMU = 0;
    static final int PCMA = 8;
    private static final int BIAS = 0x84;

    private G711() {}

    static byte encode(int payloadType, int sample) {
        return payloadType == PCMA ? alaw(sample) : ulaw(sample);
    }

    static int decode(int payloadType, byte octet) {
        return payloadType == PCMA ? fromAlaw(octet) : fromUlaw(octet);
    }

    /** Sign, three bits of segment, four of the step in it; even bits inverted. */
    private static byte alaw(int sample) {
        int sign = sample >= 0 ? 0x80 : 0;
        int magnitude = Math.min(sample >= 0 ? sample : -sample - 1, 32_767) >> 3;
        int segment = magnitude < 32 ? 0 : 27 - Integer.numberOfLeadingZeros(magnitude);
        int step = segment < 2 ? magnitude >> 1 : magnitude >> segment;
        return (byte) ((sign | segment << 4 | step & 0x0f) ^ 0x55);
    }

    private static int fromAlaw(byte octet) {
        int value = octet ^ 0x55;
        int segment = value >> 4 & 7;
        int step = (value & 0x0f) << 4 | 8;
        int magnitude = segment == 0 ? step : step + 0x100 << segment - 1;
        return (value & 0x80) != 0 ? magnitude : -magnitude;
    }

    private static byte ulaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(sample), 32_635) + BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
        int step = magnitude >> segment + 3 & 0x0f;
        return (byte) ~(sign | segment << 4 | step);
    }

    private static int fromUlaw(byte octet) {
        int value = ~octet;
        int segment = value >> 4 & 7;
        int magnitude = (((value & 0x0f) << 3) + BIAS << segment) - BIAS;
        return (value & 0x80) != 0 ? -magnitude : magnitude;
    }
}
