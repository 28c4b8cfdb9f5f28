package io.carillon.rtpproxy.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/** What one relay thread has moved since the start: written by it alone, read by anybody. */
final class Traffic {
    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    RelayTotals addedTo(RelayTotals sum) {
        return new RelayTotals(
                sum.packets() + packets.getOpaque(),
                sum.bytes() + bytes.getOpaque(),
                sum.dropped() + dropped.getOpaque());
    }

    void relayed(int length) {
        packets.setOpaque(packets.getPlain() + 1);
        bytes.setOpaque(bytes.getPlain() + length);
    }

    void dropped() {
        dropped.setOpaque(dropped.getPlain() + 1);
    }
}
