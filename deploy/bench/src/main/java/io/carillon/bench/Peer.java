package io.carillon.bench;

import java.io.IOException;

/** A server program that can be started for a measurement: ours, or another's with an equivalent configuration. */
public interface Peer {
    /** As after {@code --beside}. */
    String name();

    /** Starts it and waits until it answers. @throws IOException saying what is missing when it cannot start */
    RunningPeer start(Workplace place, Settings settings) throws IOException;

    /** Starts it beside ours; what is ours in another state needs no start. */
    default RunningPeer startBeside(RunningPeer ours, Workplace place, Settings settings) throws IOException {
        return start(place, settings);
    }
}
