package io.carillon.charging.ocs;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts what online charging decides. */
public final class CreditMetrics {
    private final MeterRegistry registry;

    public CreditMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    CreditAnswer decided(CreditRequest.Kind kind, CreditAnswer answer) {
        boolean granted = answer.verdict() == Verdict.GRANTED;
        registry.counter(
                        granted ? "carillon.charging.grants" : "carillon.charging.refusals",
                        "kind",
                        label(kind),
                        "verdict",
                        label(answer.verdict()))
                .increment();
        return answer;
    }

    CreditAnswer repeated(CreditAnswer answer) {
        registry.counter("carillon.charging.duplicates").increment();
        return answer;
    }

    /** Requests that could not be decided because the store was away. */
    public void undecided() {
        registry.counter("carillon.charging.undecided").increment();
    }

    /** Sessions whose supervision timer ran out. */
    void expired(int sessions) {
        registry.counter("carillon.charging.expired").increment(sessions);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
