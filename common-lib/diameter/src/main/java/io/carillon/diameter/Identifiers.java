package io.carillon.diameter;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** End-to-End identifiers (RFC 6733 §3) and Session-Ids (§8.8) of one node. */
final class Identifiers {
    private final String host;
    private final long bootSeconds = Instant.now().getEpochSecond();
    /** Unique over reboots: the low 12 bits of the time above 20 random ones. */
    private final AtomicInteger endToEnd = new AtomicInteger(
            (int) (bootSeconds << 20) | ThreadLocalRandom.current().nextInt(1 << 20));
    /** 64 bits that only grow: the start time, then a count. */
    private final AtomicLong session =
            new AtomicLong(bootSeconds << 32 | ThreadLocalRandom.current().nextInt() & 0xffff_ffffL);

    Identifiers(String host) {
        this.host = host;
    }

    int nextEndToEnd() {
        return endToEnd.getAndIncrement();
    }

    /** Origin-State-Id: grows with every start. */
    long stateId() {
        return bootSeconds;
    }

    String nextSession() {
        long next = session.getAndIncrement();
        return host + ";" + (next >>> 32) + ";" + (next & 0xffff_ffffL);
    }
}
