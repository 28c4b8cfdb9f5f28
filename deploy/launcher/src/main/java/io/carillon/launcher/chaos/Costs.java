package io.carillon.launcher.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * What a fault cost.
 *
 * @param setups calls that were begun from the fault until all was well again
 * @param answeredCallsLost calls up before the fault that took no re-INVITE or no BYE after it
 * @param bindingsLost phones that no call reached any more
 * @param recoverySeconds from the fault to the first call after the last one that failed; 0 if none failed
 */
public record Costs(
        String fault,
        int setups,
        @JsonProperty("setups_failed") int setupsFailed,
        @JsonProperty("answered_calls") int answeredCalls,
        @JsonProperty("answered_calls_lost") int answeredCallsLost,
        int bindings,
        @JsonProperty("bindings_lost") int bindingsLost,
        int cdrs,
        @JsonProperty("cdrs_lost") int cdrsLost,
        @JsonProperty("cdrs_doubled") int cdrsDoubled,
        @JsonProperty("recovery_s") double recoverySeconds) {
    private static final double LONGEST_RECOVERY = 30;

    /** Whether it is what a network may cost its users. */
    public boolean bearable() {
        return answeredCallsLost == 0
                && bindingsLost == 0
                && cdrsLost == 0
                && cdrsDoubled == 0
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
                  recovery_s           %s""".formatted(
                        fault,
                        answeredCallsLost,
                        answeredCalls,
                        setupsFailed,
                        setups,
                        bindingsLost,
                        bindings,
                        cdrsLost,
                        cdrs,
                        cdrsDoubled,
                        String.format(Locale.ROOT, "%.1f", recoverySeconds));
    }
}
