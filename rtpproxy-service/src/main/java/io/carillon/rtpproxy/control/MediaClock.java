package io.carillon.rtpproxy.control;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The time of day for people, and the time that only goes forward, in which packets arrive. */
record MediaClock(InstantSource wall, LongSupplier nanos) {
    static final MediaClock SYSTEM = new MediaClock(InstantSource.system(), System::nanoTime);

    Instant instantOf(long arrival) {
        return wall.instant().minusNanos(nanos.getAsLong() - arrival);
    }
}
