package io.carillon.sip.transaction;

import java.util.List;

/**
 * One cell of a transaction table: the next state and what to do, in this order. The four tables are pure functions
 * of state and event; a cell is made once.
 */
record Step(State state, List<Action> actions) {
    /** The states of all four machines (RFC 3261 figures 5 to 8, RFC 6026 §7). */
    enum State {
        TRYING,
        PROCEEDING,
        COMPLETED,
        CONFIRMED,
        ACCEPTED,
        TERMINATED
    }

    enum Event {
        /** Server: the request again. */
        REQUEST,
        ACK,
        PROVISIONAL,
        SUCCESS,
        /** A final response from 300 to 699. */
        FAILURE,
        /** Timer A, E or G; server: the client's Timer E has come to T2 (RFC 4320 §4.1). */
        RETRANSMIT,
        /** Timer B, D, F, H, I, J, K, L or M. */
        END,
        TRANSPORT_ERROR
    }

    enum Action {
        STOP_RETRANSMIT,
        STOP_END,
        /** Client: the request; server: the last response. */
        SEND_AGAIN,
        /** Server: the response at hand, which becomes the last one. */
        SEND,
        /** Server: 100, as nothing else has been said. */
        SEND_TRYING,
        /** Client: ACK for a failure (§17.1.1.3). */
        SEND_ACK,
        PASS_UP,
        /** Server: an ACK in state Accepted goes to the transaction user (RFC 6026 §7.1). */
        PASS_ACK,
        REPORT_TIMEOUT,
        REPORT_TRANSPORT,
        REPORT_NO_ACK,
        /** Next retransmission, each after twice the time. */
        ARM_RETRANSMIT,
        /** 64·T1: timers H, J, L, M. J is zero on reliable transports. */
        ARM_END,
        /** Timers D, I, K: what is left to absorb, zero on reliable transports. */
        ARM_ABSORB
    }

    static final Step IGNORE_TRYING = new Step(State.TRYING, List.of());
    static final Step IGNORE_PROCEEDING = new Step(State.PROCEEDING, List.of());
    static final Step IGNORE_COMPLETED = new Step(State.COMPLETED, List.of());
    static final Step IGNORE_CONFIRMED = new Step(State.CONFIRMED, List.of());
    static final Step IGNORE_ACCEPTED = new Step(State.ACCEPTED, List.of());
    static final Step TERMINATE = new Step(State.TERMINATED, List.of());

    static Step of(State state, Action... actions) {
        return new Step(state, List.of(actions));
    }

    /** Nothing happens. */
    static Step ignore(State state) {
        return switch (state) {
            case TRYING -> IGNORE_TRYING;
            case PROCEEDING -> IGNORE_PROCEEDING;
            case COMPLETED -> IGNORE_COMPLETED;
            case CONFIRMED -> IGNORE_CONFIRMED;
            case ACCEPTED -> IGNORE_ACCEPTED;
            case TERMINATED -> TERMINATE;
        };
    }
}
