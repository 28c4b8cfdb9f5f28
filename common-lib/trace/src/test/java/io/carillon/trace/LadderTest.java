package io.carillon.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {
    private final Messages messages = new Messages();

    private static Ladder ladder(List<TraceEvent> events) {
        return Ladder.of(events, events);
    }

    @Test
    void what_both_ends_saw_is_one_arrow() {
        Ladder ladder = ladder(List.of(
                messages.sent("sbc-1", "cscf-1", "INVITE sip:bob@home", "b1", "call"),
                messages.received("cscf-1", "127.0.0.1:5064", "INVITE sip:bob@home", "b1", "call")));
        assertThat(ladder.arrows()).hasSize(1);
        assertThat(ladder.participants()).containsExactly("sbc-1", "cscf-1");
    }

    @Test
    void a_retransmission_is_an_arrow_of_its_own() {
        Ladder ladder = ladder(List.of(
                messages.sent("sbc-1", "cscf-1", "INVITE sip:bob@home", "b1", "call"),
                messages.sent("sbc-1", "cscf-1", "INVITE sip:bob@home", "b1", "call"),
                messages.received("cscf-1", "sbc-1", "INVITE sip:bob@home", "b1", "call")));
        assertThat(ladder.arrows()).hasSize(2);
    }

    @Test
    void the_same_request_on_its_next_hop_is_another_arrow() {
        Ladder ladder = ladder(List.of(
                messages.sent("sbc-1", "cscf-1", "INVITE sip:bob@home", "b1", "call"),
                messages.received("cscf-1", "sbc-1", "INVITE sip:bob@home", "b1", "call"),
                messages.sent("cscf-1", "tas-1", "INVITE sip:bob@home", "b2", "call")));
        assertThat(ladder.participants()).containsExactly("sbc-1", "cscf-1", "tas-1");
    }

    @Test
    void a_phone_is_called_by_its_user() {
        Ladder ladder = ladder(List.of(
                messages.received("sbc-1", "127.0.0.1:40000", "INVITE sip:bob@home", "b0", "call"),
                messages.sent("sbc-1", "127.0.0.1:40000", "200 OK (INVITE)", "b0", "call")));
        assertThat(ladder.participants()).containsExactly("alice", "sbc-1");
    }

    @Test
    void a_phone_that_only_answers_is_known_from_its_registration() {
        TraceEvent register = messages.received("sbc-1", "127.0.0.1:40000", "REGISTER sip:home", "b0", "registration");
        TraceEvent invite = messages.sent("sbc-1", "127.0.0.1:40000", "INVITE sip:bob@home", "b1", "call");
        assertThat(Ladder.of(List.of(invite), List.of(register, invite)).participants())
                .containsExactly("sbc-1", "alice");
    }

    @Test
    void an_address_that_one_end_knew_by_name_has_that_name_everywhere() {
        TraceEvent request = messages.diameter("tas-1", Direction.SENT, "tas-1", "127.0.0.1:3869", "CCR", "s");
        TraceEvent received =
                messages.diameter("charging-1", Direction.RECEIVED, "127.0.0.1:51000", "charging-1", "CCR", "s");
        TraceEvent answer =
                messages.diameter("charging-1", Direction.SENT, "charging-1", "127.0.0.1:51000", "CCA", "s");
        assertThat(ladder(List.of(request, received, answer)).participants()).containsExactly("tas-1", "charging-1");
    }

    /** The relay knows its client by an address, and in its answer what was received of the media. */
    @Test
    void what_a_border_asks_of_a_relay_is_one_arrow_and_the_answer_tells_what_the_relay_counted() {
        var ladder = ladder(List.of(
                messages.ng("sbc-1", Direction.SENT, "sbc-1", "rtpproxy-1", "delete", "5_1 d7:command6:deletee"),
                messages.ng(
                        "rtpproxy-1",
                        Direction.RECEIVED,
                        "127.0.0.1:9",
                        "rtpproxy-1",
                        "delete",
                        "5_1 d7:command6:deletee"),
                messages.ng(
                        "rtpproxy-1",
                        Direction.SENT,
                        "rtpproxy-1",
                        "127.0.0.1:9",
                        "ok (delete): 500 packets, MOS 4.3",
                        "5_1 d6:result2:oke"),
                messages.ng("sbc-1", Direction.RECEIVED, "rtpproxy-1", "sbc-1", "ok", "5_1 d6:result2:oke")));
        assertThat(ladder.participants()).containsExactly("sbc-1", "rtpproxy-1");
        assertThat(ladder.arrows())
                .extracting(Arrow::label)
                .containsExactly("NG delete", "NG ok (delete): 500 packets, MOS 4.3");
    }

    @Test
    void it_is_drawn_with_a_column_for_each_participant() {
        Ladder ladder = ladder(List.of(
                messages.sent("sbc-1", "cscf-1", "INVITE sip:bob@home", "b1", "call"),
                messages.sent("cscf-1", "tas-1", "INVITE sip:bob@home", "b2", "call"),
                messages.sent("tas-1", "sbc-1", "200 OK (INVITE)", "b3", "call"),
                messages.diameter("tas-1", Direction.SENT, "tas-1", "tas-1", "timer", "call")));
        assertThat(LadderText.ascii(ladder)).isEqualTo("""
                                    sbc-1       cscf-1      tas-1
                           0.000       |--INVITE-->|           |
                           0.001       |           |--INVITE-->|
                           0.002       |<---200 OK (INVITE)----|
                           0.003       |           |           | (timer)
                        """);
    }

    @Test
    void it_is_written_as_a_mermaid_diagram() {
        Ladder ladder =
                ladder(List.of(messages.sent("sbc-1", "127.0.0.1:40000", "180 Ringing (INVITE)", "b1", "call")));
        assertThat(LadderText.mermaid(ladder)).isEqualTo("""
                        sequenceDiagram
                            participant sbc_1 as sbc-1
                            participant 127_0_0_1_40000 as 127.0.0.1:40000
                            sbc_1->>127_0_0_1_40000: 180 Ringing (INVITE)
                        """);
    }
}
