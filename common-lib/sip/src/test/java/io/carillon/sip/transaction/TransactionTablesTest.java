package io.carillon.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transaction.Step.State;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The four machines, state by event: what is not in a table changes nothing (RFC 3261 §17, RFC 6026). */
class TransactionTablesTest {
    @Test
    void invite_client() {
        requireTable(
                InviteClientTable::next,
                EnumSet.of(State.TRYING, State.PROCEEDING, State.COMPLETED, State.ACCEPTED),
                """
                TRYING     RETRANSMIT      TRYING     SEND_AGAIN ARM_RETRANSMIT
                TRYING     END             TERMINATED REPORT_TIMEOUT
                TRYING     PROVISIONAL     PROCEEDING STOP_RETRANSMIT STOP_END PASS_UP
                TRYING     SUCCESS         ACCEPTED   STOP_RETRANSMIT STOP_END PASS_UP ARM_END
                TRYING     FAILURE         COMPLETED  STOP_RETRANSMIT STOP_END SEND_ACK PASS_UP ARM_ABSORB
                TRYING     TRANSPORT_ERROR TERMINATED REPORT_TRANSPORT
                PROCEEDING PROVISIONAL     PROCEEDING PASS_UP
                PROCEEDING SUCCESS         ACCEPTED   STOP_RETRANSMIT STOP_END PASS_UP ARM_END
                PROCEEDING FAILURE         COMPLETED  STOP_RETRANSMIT STOP_END SEND_ACK PASS_UP ARM_ABSORB
                PROCEEDING TRANSPORT_ERROR TERMINATED REPORT_TRANSPORT
                COMPLETED  FAILURE         COMPLETED  SEND_ACK
                COMPLETED  END             TERMINATED
                ACCEPTED   SUCCESS         ACCEPTED   PASS_UP
                ACCEPTED   END             TERMINATED
                """);
    }

    @Test
    void non_invite_client() {
        requireTable(NonInviteClientTable::next, EnumSet.of(State.TRYING, State.PROCEEDING, State.COMPLETED), """
                TRYING     RETRANSMIT      TRYING     SEND_AGAIN ARM_RETRANSMIT
                TRYING     END             TERMINATED REPORT_TIMEOUT
                TRYING     PROVISIONAL     PROCEEDING PASS_UP
                TRYING     SUCCESS         COMPLETED  STOP_RETRANSMIT STOP_END PASS_UP ARM_ABSORB
                TRYING     FAILURE         COMPLETED  STOP_RETRANSMIT STOP_END PASS_UP ARM_ABSORB
                TRYING     TRANSPORT_ERROR TERMINATED REPORT_TRANSPORT
                PROCEEDING RETRANSMIT      PROCEEDING SEND_AGAIN ARM_RETRANSMIT
                PROCEEDING END             TERMINATED REPORT_TIMEOUT
                PROCEEDING PROVISIONAL     PROCEEDING PASS_UP
                PROCEEDING SUCCESS         COMPLETED  STOP_RETRANSMIT STOP_END PASS_UP ARM_ABSORB
                PROCEEDING FAILURE         COMPLETED  STOP_RETRANSMIT STOP_END PASS_UP ARM_ABSORB
                PROCEEDING TRANSPORT_ERROR TERMINATED REPORT_TRANSPORT
                COMPLETED  END             TERMINATED
                """);
    }

    /** RFC 6026 §7.1: a request that comes again after a 2xx is absorbed, and a 2xx never ends the transaction. */
    @Test
    void invite_server() {
        requireTable(
                InviteServerTable::next,
                EnumSet.of(State.PROCEEDING, State.COMPLETED, State.CONFIRMED, State.ACCEPTED),
                """
                PROCEEDING REQUEST         PROCEEDING SEND_AGAIN
                PROCEEDING PROVISIONAL     PROCEEDING SEND
                PROCEEDING SUCCESS         ACCEPTED   SEND ARM_END
                PROCEEDING FAILURE         COMPLETED  SEND ARM_RETRANSMIT ARM_END
                COMPLETED  REQUEST         COMPLETED  SEND_AGAIN
                COMPLETED  RETRANSMIT      COMPLETED  SEND_AGAIN ARM_RETRANSMIT
                COMPLETED  ACK             CONFIRMED  STOP_RETRANSMIT STOP_END ARM_ABSORB
                COMPLETED  END             TERMINATED REPORT_NO_ACK
                CONFIRMED  END             TERMINATED
                ACCEPTED   SUCCESS         ACCEPTED   SEND
                ACCEPTED   ACK             ACCEPTED   PASS_ACK
                ACCEPTED   END             TERMINATED
                """);
    }

    @Test
    void non_invite_server() {
        requireTable(NonInviteServerTable::next, EnumSet.of(State.TRYING, State.PROCEEDING, State.COMPLETED), """
                TRYING     PROVISIONAL     PROCEEDING SEND
                TRYING     RETRANSMIT      PROCEEDING SEND_TRYING
                TRYING     SUCCESS         COMPLETED  SEND ARM_END
                TRYING     FAILURE         COMPLETED  SEND ARM_END
                PROCEEDING REQUEST         PROCEEDING SEND_AGAIN
                PROCEEDING PROVISIONAL     PROCEEDING SEND
                PROCEEDING SUCCESS         COMPLETED  SEND ARM_END
                PROCEEDING FAILURE         COMPLETED  SEND ARM_END
                COMPLETED  REQUEST         COMPLETED  SEND_AGAIN
                COMPLETED  END             TERMINATED
                """);
    }

    private static void requireTable(BiFunction<State, Event, Step> table, Set<State> states, String written) {
        var read = new StringBuilder();
        for (var state : states) {
            for (var event : Event.values()) {
                var step = table.apply(state, event);
                if (step.state() != state || !step.actions().isEmpty()) {
                    read.append(row(state, event, step)).append('\n');
                }
            }
        }
        assertThat(read.toString().lines())
                .containsExactlyInAnyOrderElementsOf(written.lines().toList());
        for (var event : Event.values()) {
            assertThat(table.apply(State.TERMINATED, event)).isEqualTo(Step.TERMINATE);
        }
    }

    private static String row(State state, Event event, Step step) {
        var actions = String.join(" ", step.actions().stream().map(Enum::name).toList());
        return "%-10s %-15s %-10s %s"
                .formatted(state, event, step.state(), actions)
                .strip();
    }
}
