package io.carillon.im.smsip.pdu;

import java.io.ByteArrayOutputStream;

/** Writes octets in order. */
final class OctetWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(180);

    OctetWriter octet(int value) {
        out.write(value);
        return this;
    }

    OctetWriter octets(Octets octets) {
        out.writeBytes(octets.bytes());
        return this;
    }

    /** A length octet, then as many octets. */
    OctetWriter withLength(Octets octets) {
        return octet(octets.length()).octets(octets);
    }

    Octets written() {
        return Octets.of(out.toByteArray());
    }
}
