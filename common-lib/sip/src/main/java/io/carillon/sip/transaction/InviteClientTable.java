package io.carillon.sip.transaction;

import static io.carillon.sip.transaction.Step.Action.ARM_ABSORB;
import static io.carillon.sip.transaction.Step.Action.ARM_END;
import static io.carillon.sip.transaction.Step.Action.ARM_RETRANSMIT;
import static io.carillon.sip.transaction.Step.Action.PASS_UP;
import static io.carillon.sip.transaction.Step.Action.REPORT_TIMEOUT;
import static io.carillon.sip.transaction.Step.Action.REPORT_TRANSPORT;
import static io.carillon.sip.transaction.Step.Action.SEND_ACK;
import static io.carillon.sip.transaction.Step.Action.SEND_AGAIN;
import static io.carillon.sip.transaction.Step.Action.STOP_END;
import static io.carillon.sip.transaction.Step.Action.STOP_RETRANSMIT;

import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transaction.Step.State;

/** The INVITE client transaction (RFC 3261 §17.1.1 figure 5, with RFC 6026 §7.2). TRYING is Calling. */
final class InviteClientTable {
    private static final Step RETRANSMIT = Step.of(State.TRYING, SEND_AGAIN, ARM_RETRANSMIT);
    private static final Step TIMEOUT = Step.of(State.TERMINATED, REPORT_TIMEOUT);
    private static final Step BROKEN = Step.of(State.TERMINATED, REPORT_TRANSPORT);
    private static final Step FIRST_PROVISIONAL = Step.of(State.PROCEEDING, STOP_RETRANSMIT, STOP_END, PASS_UP);
    private static final Step PROVISIONAL = Step.of(State.PROCEEDING, PASS_UP);
    private static final Step SUCCESS = Step.of(State.ACCEPTED, STOP_RETRANSMIT, STOP_END, PASS_UP, ARM_END);
    private static final Step FAILURE =
            Step.of(State.COMPLETED, STOP_RETRANSMIT, STOP_END, SEND_ACK, PASS_UP, ARM_ABSORB);
    private static final Step FAILURE_AGAIN = Step.of(State.COMPLETED, SEND_ACK);
    private static final Step SUCCESS_AGAIN = Step.of(State.ACCEPTED, PASS_UP);

    private InviteClientTable() {}

    static Step next(State state, Event event) {
        return switch (state) {
            case TRYING ->
                switch (event) {
                    case RETRANSMIT -> RETRANSMIT;
                    case END -> TIMEOUT;
                    case PROVISIONAL -> FIRST_PROVISIONAL;
                    case SUCCESS -> SUCCESS;
                    case FAILURE -> FAILURE;
                    case TRANSPORT_ERROR -> BROKEN;
                    case REQUEST, ACK -> Step.ignore(state);
                };
            case PROCEEDING ->
                switch (event) {
                    case PROVISIONAL -> PROVISIONAL;
                    case SUCCESS -> SUCCESS;
                    case FAILURE -> FAILURE;
                    case TRANSPORT_ERROR -> BROKEN;
                    case RETRANSMIT, END, REQUEST, ACK -> Step.ignore(state);
                };
            case COMPLETED ->
                switch (event) {
                    case FAILURE -> FAILURE_AGAIN;
                    case END -> Step.TERMINATE;
                    case TRANSPORT_ERROR, RETRANSMIT, PROVISIONAL, SUCCESS, REQUEST, ACK -> Step.ignore(state);
                };
            case ACCEPTED ->
                switch (event) {
                    case SUCCESS -> SUCCESS_AGAIN;
                    case END -> Step.TERMINATE;
                    case TRANSPORT_ERROR, RETRANSMIT, PROVISIONAL, FAILURE, REQUEST, ACK -> Step.ignore(state);
                };
            case CONFIRMED, TERMINATED -> Step.TERMINATE;
        };
    }
}
