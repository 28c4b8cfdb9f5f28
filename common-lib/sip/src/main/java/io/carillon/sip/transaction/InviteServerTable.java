package io.carillon.sip.transaction;

import static io.carillon.sip.transaction.Step.Action.ARM_ABSORB;
import static io.carillon.sip.transaction.Step.Action.ARM_END;
import static io.carillon.sip.transaction.Step.Action.ARM_RETRANSMIT;
import static io.carillon.sip.transaction.Step.Action.PASS_ACK;
import static io.carillon.sip.transaction.Step.Action.REPORT_NO_ACK;
import static io.carillon.sip.transaction.Step.Action.SEND;
import static io.carillon.sip.transaction.Step.Action.SEND_AGAIN;
import static io.carillon.sip.transaction.Step.Action.STOP_END;
import static io.carillon.sip.transaction.Step.Action.STOP_RETRANSMIT;

import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transaction.Step.State;

/** The INVITE server transaction (RFC 3261 §17.2.1 figure 7, with RFC 6026 §7.1). It begins in Proceeding. */
final class InviteServerTable {
    private static final Step AGAIN_PROCEEDING = Step.of(State.PROCEEDING, SEND_AGAIN);
    private static final Step AGAIN_COMPLETED = Step.of(State.COMPLETED, SEND_AGAIN);
    private static final Step RETRANSMIT = Step.of(State.COMPLETED, SEND_AGAIN, ARM_RETRANSMIT);
    private static final Step PROVISIONAL = Step.of(State.PROCEEDING, SEND);
    private static final Step SUCCESS = Step.of(State.ACCEPTED, SEND, ARM_END);
    private static final Step SUCCESS_AGAIN = Step.of(State.ACCEPTED, SEND);
    private static final Step FAILURE = Step.of(State.COMPLETED, SEND, ARM_RETRANSMIT, ARM_END);
    private static final Step ACKNOWLEDGED = Step.of(State.CONFIRMED, STOP_RETRANSMIT, STOP_END, ARM_ABSORB);
    private static final Step NO_ACK = Step.of(State.TERMINATED, REPORT_NO_ACK);
    private static final Step ACK_OF_SUCCESS = Step.of(State.ACCEPTED, PASS_ACK);

    private InviteServerTable() {}

    static Step next(State state, Event event) {
        return switch (state) {
            case TRYING, PROCEEDING ->
                switch (event) {
                    case REQUEST -> AGAIN_PROCEEDING;
                    case PROVISIONAL -> PROVISIONAL;
                    case SUCCESS -> SUCCESS;
                    case FAILURE -> FAILURE;
                    case ACK, RETRANSMIT, END, TRANSPORT_ERROR -> Step.IGNORE_PROCEEDING;
                };
            case COMPLETED ->
                switch (event) {
                    case REQUEST -> AGAIN_COMPLETED;
                    case RETRANSMIT -> RETRANSMIT;
                    case ACK -> ACKNOWLEDGED;
                    case END -> NO_ACK;
                    case PROVISIONAL, SUCCESS, FAILURE, TRANSPORT_ERROR -> Step.ignore(state);
                };
            case CONFIRMED ->
                switch (event) {
                    case END -> Step.TERMINATE;
                    case REQUEST, ACK, PROVISIONAL, SUCCESS, FAILURE, RETRANSMIT, TRANSPORT_ERROR -> Step.ignore(state);
                };
            case ACCEPTED ->
                switch (event) {
                    case SUCCESS -> SUCCESS_AGAIN;
                    case ACK -> ACK_OF_SUCCESS;
                    case END -> Step.TERMINATE;
                    case REQUEST, PROVISIONAL, FAILURE, RETRANSMIT, TRANSPORT_ERROR -> Step.ignore(state);
                };
            case TERMINATED -> Step.TERMINATE;
        };
    }
}
