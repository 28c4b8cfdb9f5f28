package io.carillon.launcher.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Locale;

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
     * @param lost calls up before the fault that took no re-INVITE or no BYE after it
     * @param records calls that have to have one of an answered call
     */
    public record Calls(
            int setups,
            @JsonProperty("setups_failed") int setupsFailed,
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

    /** Whether it is what a network may cost its users. */
    public boolean bearable() {
        return calls.lost() == 0
                && calls.recordsLost() == 0
                && calls.recordsDoubled() == 0
                && texts.lost() == 0
                && texts.doubled() == 0
                && bindingsLost == 0
                && away.isEmpty()
                && recoverySeconds <= LONGEST_RECOVERY;
    }

    public String text() {
        return """
                %s
                  answered_calls_lost  %d of %d
                  setups_failed        %d of %d
                  bindings_lost        %d of %d
                  cdrs_lost            %d of %d
                  cdrs_doubled         %d
                  messages_failed      %d of %d
                  messages_lost        %d of %d
                  messages_doubled     %d
                  nodes_away           %s
                  recovery_s           %s""".formatted(
                        fault,
                        calls.lost(),
                        calls.answered(),
                        calls.setupsFailed(),
                        calls.setups(),
                        bindingsLost,
                        bindings,
                        calls.recordsLost(),
                        calls.records(),
                        calls.recordsDoubled(),
                        texts.failed(),
                        texts.sent(),
                        texts.lost(),
                        texts.taken(),
                        texts.doubled(),
                        away.isEmpty() ? "none" : String.join(", ", away),
                        String.format(Locale.ROOT, "%.1f", recoverySeconds));
    }
}
