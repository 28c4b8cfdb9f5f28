package io.carillon.sip.transaction;

import static io.carillon.sip.transaction.Step.Action.ARM_END;
import static io.carillon.sip.transaction.Step.Action.SEND;
import static io.carillon.sip.transaction.Step.Action.SEND_AGAIN;
import static io.carillon.sip.transaction.Step.Action.SEND_TRYING;

import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transaction.Step.State;

/** The non-INVITE server transaction (RFC 3261 §17.2.2, figure 8, with RFC 4320 §4.1). */
final class NonInviteServerTable {
    private static final Step AGAIN_PROCEEDING = Step.of(State.PROCEEDING, SEND_AGAIN);
    private static final Step AGAIN_COMPLETED = Step.of(State.COMPLETED, SEND_AGAIN);
    private static final Step PROVISIONAL = Step.of(State.PROCEEDING, SEND);
    private static final Step TRYING = Step.of(State.PROCEEDING, SEND_TRYING);
    private static final Step FINAL = Step.of(State.COMPLETED, SEND, ARM_END);

    private NonInviteServerTable() {}

    static Step next(State state, Event event) {
        return switch (state) {
            case TRYING, PROCEEDING ->
                switch (event) {
                    case REQUEST -> state == State.TRYING ? Step.IGNORE_TRYING : AGAIN_PROCEEDING;
                    case PROVISIONAL -> PROVISIONAL;
                    case RETRANSMIT -> state == State.TRYING ? TRYING : Step.IGNORE_PROCEEDING;
                    case SUCCESS, FAILURE -> FINAL;
                    case ACK, END, TRANSPORT_ERROR -> Step.ignore(state);
                };
            case COMPLETED ->
                switch (event) {
                    case REQUEST -> AGAIN_COMPLETED;
                    case END -> Step.TERMINATE;
                    case ACK, PROVISIONAL, SUCCESS, FAILURE, RETRANSMIT, TRANSPORT_ERROR -> Step.ignore(state);
                };
            case CONFIRMED, ACCEPTED, TERMINATED -> Step.TERMINATE;
        };
    }
}
