package io.carillon.im.smsip.pdu;

/** Reads octets in order; past the end it throws {@link EndReached}, never anything else. */
final class OctetReader {
    /** The octets ended too early. What the sender is told depends on the layer, which knows it. */
    static final class EndReached extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private EndReached(String what) {
            super(what + " is cut off", null, false, false);
        }
    }

    private final Octets octets;
    private int at;

    OctetReader(Octets octets) {
        this.octets = octets;
    }

    int left() {
        return octets.length() - at;
    }

    int octet(String what) {
        need(1, what);
        return octets.at(at++);
    }

    Octets octets(int count, String what) {
        need(count, what);
        at += count;
        return octets.slice(at - count, at);
    }

    private void need(int count, String what) {
        if (count > left()) {
            throw new EndReached(what);
        }
    }
}
