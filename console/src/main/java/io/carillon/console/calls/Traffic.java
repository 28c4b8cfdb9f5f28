package io.carillon.console.calls;

import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** How much was going on, in slices of ten seconds. */
final class Traffic {
    private static final int SECONDS = 10;
    private static final int MOST = 6 * 360;
    /** Refusals that belong to the ordinary course of things. */
    private static final Set<String> ORDINARY = Set.of("401", "407", "487");

    /**
     * @param began how often each method began something
     * @param refused how many final answers from 400 on went to phones
     */
    record Slice(Instant time, Map<String, Integer> began, int refused) {}

    private static final class Counts {
        private final Map<String, Integer> began = new TreeMap<>();
        private int refused;
    }

    private final TreeMap<Long, Counts> slices = new TreeMap<>();

    void began(Beginning beginning) {
        at(beginning.time()).began.merge(beginning.method(), 1, Integer::sum);
    }

    void seen(TraceEvent event) {
        boolean toPhone = event.protocol() == Protocol.SIP
                && event.direction() == Direction.SENT
                && event.to().indexOf(':') >= 0;
        if (toPhone && event.summary().matches("[456][0-9]{2} .*") && !ORDINARY.contains(status(event))) {
            at(event.time()).refused++;
        }
    }

    private static String status(TraceEvent event) {
        return event.summary().substring(0, 3);
    }

    private Counts at(Instant time) {
        var counts = slices.computeIfAbsent(time.getEpochSecond() / SECONDS, fresh -> new Counts());
        while (slices.size() > MOST) {
            slices.pollFirstEntry();
        }
        return counts;
    }

    /** Every slice between, also those in which nothing was. */
    List<Slice> between(Instant from, Instant to) {
        return LongStream.range(from.getEpochSecond() / SECONDS, to.getEpochSecond() / SECONDS)
                .mapToObj(slice -> {
                    var counts = slices.getOrDefault(slice, new Counts());
                    return new Slice(Instant.ofEpochSecond(slice * SECONDS), Map.copyOf(counts.began), counts.refused);
                })
                .toList();
    }
}
