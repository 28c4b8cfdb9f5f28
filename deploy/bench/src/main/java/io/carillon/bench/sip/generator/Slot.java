package io.carillon.bench.sip.generator;

/** One of the operations that may be outstanding at a time. */
final class Slot {
    enum State {
        FREE,
        /** The first request is out. */
        ASKED,
        /** The challenge is answered. */
        CHALLENGED,
        /** The call is answered, BYE is out; or a short message has come, the RP-ACK is out. */
        ENDING
    }

    final int index;
    State state = State.FREE;
    int sequence;
    int user;
    long started;
    long touched;

    Slot(int index) {
        this.index = index;
    }
}
