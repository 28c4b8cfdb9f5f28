package io.carillon.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelatedTest {
    private final Messages messages = new Messages();
    private final TraceEvent invite =
            messages.sent("cscf-1", "tas-1", "INVITE sip:bob@home", "b1", "call-a", "icid-1", "sip:alice@home");
    private final TraceEvent creditRequest =
            messages.diameter("tas-1", Direction.SENT, "tas-1", "charging-1", "CCR", "icid-1", "session-9");
    private final TraceEvent creditAnswer =
            messages.diameter("charging-1", Direction.SENT, "charging-1", "tas-1", "CCA", "session-9");
    private final TraceEvent otherLeg =
            messages.sent("tas-1", "cscf-1", "INVITE sip:bob@home", "b2", "call-b", "icid-1");
    private final TraceEvent anotherCall =
            messages.sent("cscf-1", "tas-1", "INVITE sip:carol@home", "b3", "call-z", "icid-2", "sip:alice@home");
    private final List<TraceEvent> all = List.of(invite, creditRequest, creditAnswer, otherLeg, anotherCall);

    @Test
    void a_call_id_finds_both_legs_and_the_diameter_that_only_shares_a_session() {
        assertThat(Related.to("call-a", all)).containsExactly(invite, creditRequest, creditAnswer, otherLeg);
    }

    @Test
    void a_common_public_identity_does_not_tie_two_calls_together() {
        assertThat(Related.to("call-z", all)).containsExactly(anotherCall);
    }

    @Test
    void a_public_identity_finds_all_calls_of_its_user() {
        assertThat(Related.to("sip:alice@home", all)).containsExactlyElementsOf(all);
    }

    @Test
    void an_unknown_key_finds_nothing() {
        assertThat(Related.to("nobody", all)).isEmpty();
    }
}
