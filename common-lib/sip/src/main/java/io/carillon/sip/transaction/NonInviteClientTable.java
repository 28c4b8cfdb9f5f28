package io.carillon.sip.transaction;

import static io.carillon.sip.transaction.Step.Action.ARM_ABSORB;
import static io.carillon.sip.transaction.Step.Action.ARM_RETRANSMIT;
import static io.carillon.sip.transaction.Step.Action.PASS_UP;
import static io.carillon.sip.transaction.Step.Action.REPORT_TIMEOUT;
import static io.carillon.sip.transaction.Step.Action.REPORT_TRANSPORT;
import static io.carillon.sip.transaction.Step.Action.SEND_AGAIN;
import static io.carillon.sip.transaction.Step.Action.STOP_END;
import static io.carillon.sip.transaction.Step.Action.STOP_RETRANSMIT;

import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transaction.Step.State;

/** The non-INVITE client transaction (RFC 3261 §17.1.2, figure 6). */
final class NonInviteClientTable {
    private static final Step RETRANSMIT_TRYING = Step.of(State.TRYING, SEND_AGAIN, ARM_RETRANSMIT);
    private static final Step RETRANSMIT_PROCEEDING = Step.of(State.PROCEEDING, SEND_AGAIN, ARM_RETRANSMIT);
    private static final Step TIMEOUT = Step.of(State.TERMINATED, REPORT_TIMEOUT);
    private static final Step BROKEN = Step.of(State.TERMINATED, REPORT_TRANSPORT);
    private static final Step PROVISIONAL = Step.of(State.PROCEEDING, PASS_UP);
    private static final Step FINAL = Step.of(State.COMPLETED, STOP_RETRANSMIT, STOP_END, PASS_UP, ARM_ABSORB);

    private NonInviteClientTable() {}

    static Step next(State state, Event event) {
        return switch (state) {
            case TRYING, PROCEEDING ->
                switch (event) {
                    case RETRANSMIT -> state == State.TRYING ? RETRANSMIT_TRYING : RETRANSMIT_PROCEEDING;
                    case END -> TIMEOUT;
                    case PROVISIONAL -> PROVISIONAL;
                    case SUCCESS, FAILURE -> FINAL;
                    case TRANSPORT_ERROR -> BROKEN;
                    case REQUEST, ACK -> Step.ignore(state);
                };
            case COMPLETED ->
                switch (event) {
                    case END -> Step.TERMINATE;
                    case TRANSPORT_ERROR, RETRANSMIT, PROVISIONAL, SUCCESS, FAILURE, REQUEST, ACK -> Step.ignore(state);
                };
            case CONFIRMED, ACCEPTED, TERMINATED -> Step.TERMINATE;
        };
    }
}
