package io.carillon.tas.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.identity.Impu;
import io.carillon.tas.charging.OnlineCharging.ChargedCall;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The facts of a call as notes, for a node that goes on with it. */
class CallFactsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"true,sip:alice@home.example", "false,''"})
    void what_one_node_notes_another_reads(boolean originating, String payer) {
        var user = new ServedUser(Impu.parse("sip:alice@home.example"), originating, true, false);
        var charged = new ChargedCall(payer, "sip:alice@home.example", "tel:+4930", "icid");
        var facts = new CallFacts(
                        "tas-1-0-1", user, charged, START, null, Map.of("accessNetwork", "3GPP", "history", ""))
                .answered(START.plusMillis(5))
                .with("divertedTo", "sip:carol@home.example");

        assertThat(CallFacts.read(facts.notes())).isEqualTo(facts);
    }

    @Test
    void notes_of_the_charging_session_are_not_the_record_s() {
        var user = new ServedUser(Impu.parse("sip:alice@home.example"), true, true, false);
        var facts = new CallFacts("tas-1-0-1", user, new ChargedCall("", "a", "b", ""), START, null, Map.of());
        var notes = new HashMap<>(facts.notes());
        notes.put("ro.session", "tas-1;1;1");

        assertThat(CallFacts.read(notes).extra()).isEmpty();
        assertThat(CallFacts.read(notes).answer()).isNull();
    }
}
