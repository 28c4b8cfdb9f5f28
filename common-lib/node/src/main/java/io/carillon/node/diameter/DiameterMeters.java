package io.carillon.node.diameter;

import io.carillon.diameter.DiameterObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Counts every Diameter message of this node by command and result. */
final class DiameterMeters implements DiameterObserver {
    /** Result codes of RFC 6733 §7.1 and of 3GPP (vendor 10415). */
    private static final Pattern KNOWN_RESULT = Pattern.compile("(10415/)?[1-5]\\d{3}");

    private final DiameterObserver next;
    private final MeterRegistry meters;
    private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();

    /** @param result empty for a request */
    private record Kind(Direction direction, String command, String result) {}

    /** @param next who sees the messages as well */
    DiameterMeters(DiameterObserver next, MeterRegistry meters) {
        this.next = next;
        this.meters = meters;
    }

    @Override
    public void saw(Seen seen) {
        counters.computeIfAbsent(
                        new Kind(seen.direction(), named(seen.command()), seen.request() ? "" : known(seen.result())),
                        this::counter)
                .increment();
        next.saw(seen);
    }

    /** What peers make up is no label. */
    private static String named(String command) {
        return Character.isDigit(command.charAt(0)) ? "other" : command;
    }

    private static String known(String result) {
        return KNOWN_RESULT.matcher(result).matches() ? result : "other";
    }

    private Counter counter(Kind kind) {
        String direction = kind.direction().name().toLowerCase(Locale.ROOT);
        return kind.result().isEmpty()
                ? meters.counter("diameter.requests", "command", kind.command(), "direction", direction)
                : meters.counter(
                        "diameter.answers", "command", kind.command(), "result", kind.result(), "direction", direction);
    }
}
