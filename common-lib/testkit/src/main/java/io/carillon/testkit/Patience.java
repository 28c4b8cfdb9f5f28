package io.carillon.testkit;

import io.carillon.testkit.voice.Voice;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The waits of a call: each ends at the phone's deadline, and tells what was missing and what came instead. */
record Patience(UeSettings settings, Transcript transcript, Voice voice, Signal signal) {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Until it is reached. @param failed it will never be reached any more */
    void await(BooleanSupplier reached, BooleanSupplier failed, String arrow) {
        var end = System.nanoTime() + settings.deadline().toNanos();
        boolean seen = false;
        while (!seen && !failed.getAsBoolean() && System.nanoTime() < end) {
            seen = signal.await(() -> reached.getAsBoolean() || failed.getAsBoolean(), LOOK);
        }
        if (!reached.getAsBoolean() || failed.getAsBoolean()) {
            throw new MissingArrow(
                    settings.name() + " expected " + arrow + " within "
                            + settings.deadline().toSeconds() + " s",
                    transcript.text() + "\n  RTP: " + voice.packetsSent() + " sent, " + voice.packetsReceived()
                            + " received, tone "
                            + (voice.tone().isPresent() ? voice.tone().getAsInt() + " Hz" : "none"));
        }
    }
}
