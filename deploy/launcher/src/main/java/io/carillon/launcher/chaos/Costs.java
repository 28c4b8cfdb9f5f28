package io.carillon.launcher.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a fault cost, or several one after the other.
 *
 * @param bindingsLost phones that no call reached any more
 * @param away who did not answer {@code ./ims status} half a minute after all else was well
 * @param recoverySeconds from the fault to the first call after the last one that failed, and to the first message
 *     likewise; 0 if none failed; of several faults the longest
 */
public record Costs(
        String fault,
        @JsonUnwrapped Calls calls,
        @JsonUnwrapped Texts texts,
        int bindings,
        @JsonProperty("bindings_lost") int bindingsLost,
        @JsonProperty("nodes_away") List<String> away,
        @JsonProperty("recovery_s") double recoverySeconds) {
    private static final double LONGEST_RECOVERY = 30;

    /**
     * @param setups calls that were begun from the fault until all was well again
     * @param atRisk those that may fail: at each fault the call that a pair has under way, and the one after it, by which
     *     its phone finds out that its border is gone
     * @param lost calls up before the fault that took no re-INVITE or no BYE after it
     * @param records calls that have to have one of an answered call
     */
    public record Calls(
            int setups,
            @JsonProperty("setups_failed") int setupsFailed,
            @JsonProperty("setups_at_risk") int atRisk,
            @JsonProperty("answered_calls") int answered,
            @JsonProperty("answered_calls_lost") int lost,
            @JsonProperty("cdrs") int records,
            @JsonProperty("cdrs_lost") int recordsLost,
            @JsonProperty("cdrs_doubled") int recordsDoubled) {}

    /**
     * @param sent from the fault until all was well again
     * @param failed those of them that the network did not take
     * @param taken by the network, before the fault and after it
     * @param lost those of them that never came
     */
    public record Texts(
            @JsonProperty("messages_sent") int sent,
            @JsonProperty("messages_failed") int failed,
            @JsonProperty("messages") int taken,
            @JsonProperty("messages_lost") int lost,
            @JsonProperty("messages_doubled") int doubled) {}

    /** What became of a goal. */
    public enum Outcome {
        MET,
        NOT_MET;

        static Outcome of(boolean met) {
            return met ? MET : NOT_MET;
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** What a network may cost its users, by the names of the ledgers; what is not there may be anything. */
    @JsonProperty
    public Map<String, Outcome> goals() {
        var goals = new LinkedHashMap<String, Outcome>();
        goals.put("answered_calls_lost", Outcome.of(calls.lost() == 0));
        goals.put("setups_failed", Outcome.of(calls.setupsFailed() <= calls.atRisk()));
        goals.put("bindings_lost", Outcome.of(bindingsLost == 0));
        goals.put("cdrs_lost", Outcome.of(calls.recordsLost() == 0));
        goals.put("cdrs_doubled", Outcome.of(calls.recordsDoubled() == 0));
        goals.put("messages_lost", Outcome.of(texts.lost() == 0));
        goals.put("messages_doubled", Outcome.of(texts.doubled() == 0));
        goals.put("nodes_away", Outcome.of(away.isEmpty()));
        goals.put("recovery_s", Outcome.of(recoverySeconds <= LONGEST_RECOVERY));
        return goals;
    }

    /** Whether all goals are met. */
    public boolean bearable() {
        return goals().values().stream().allMatch(Outcome.MET::equals);
    }

    public String text() {
        return ledgers().entrySet().stream()
                .map(ledger -> line(ledger.getKey(), ledger.getValue()))
                .collect(Collectors.joining("\n", fault + "\n", ""));
    }

    private String line(String name, String figure) {
        var outcome = goals().get(name);
        return outcome == null
                ? "  %-20s %s".formatted(name, figure)
                : "  %-20s %-24s %s".formatted(name, figure, outcome);
    }

    private Map<String, String> ledgers() {
        var ledgers = new LinkedHashMap<String, String>();
        ledgers.put("answered_calls_lost", calls.lost() + " of " + calls.answered());
        ledgers.put(
                "setups_failed", calls.setupsFailed() + " of " + calls.setups() + ", " + calls.atRisk() + " at risk");
        ledgers.put("bindings_lost", bindingsLost + " of " + bindings);
        ledgers.put("cdrs_lost", calls.recordsLost() + " of " + calls.records());
        ledgers.put("cdrs_doubled", String.valueOf(calls.recordsDoubled()));
        ledgers.put("messages_failed", texts.failed() + " of " + texts.sent());
        ledgers.put("messages_lost", texts.lost() + " of " + texts.taken());
        ledgers.put("messages_doubled", String.valueOf(texts.doubled()));
        ledgers.put("nodes_away", away.isEmpty() ? "none" : String.join(", ", away));
        ledgers.put("recovery_s", String.format(Locale.ROOT, "%.1f", recoverySeconds));
        return ledgers;
    }
}
