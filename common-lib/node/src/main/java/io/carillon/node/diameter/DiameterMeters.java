package io.carillon.node.diameter;

import io.carillon.diameter.DiameterObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.regex.Pattern;

/** Counts every Diameter message of this node by command and result. */
final class DiameterMeters implements DiameterObserver {
    /** Result codes of RFC 6733 §7.1 and of 3GPP (vendor 10415). */
    private static final Pattern KNOWN_RESULT = Pattern.compile("(10415/)?[1-5]\\d{3}");

    private final DiameterObserver next;
    private final MeterRegistry meters;

    /** @param next who sees the messages as well */
    DiameterMeters(DiameterObserver next, MeterRegistry meters) {
        this.next = next;
        this.meters = meters;
    }

    @Override
    public void saw(Seen seen) {
        String direction = seen.direction().name().toLowerCase(Locale.ROOT);
        String command = Character.isDigit(seen.command().charAt(0)) ? "other" : seen.command();
        if (seen.request()) {
            meters.counter("diameter.requests", "command", command, "direction", direction)
                    .increment();
        } else {
            String result = KNOWN_RESULT.matcher(seen.result()).matches() ? seen.result() : "other";
            meters.counter("diameter.answers", "command", command, "result", result, "direction", direction)
                    .increment();
        }
        next.saw(seen);
    }
}
