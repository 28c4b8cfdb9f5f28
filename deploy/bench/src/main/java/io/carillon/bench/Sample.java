package io.carillon.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * One run of one server.
 *
 * @param cpuMicros user and system time of its processes for each completed operation
 * @param allocatedBytes for each completed operation, where the server can tell
 * @param parts the same time of each of several servers and their stores
 */
record Sample(LoadResult load, double cpuMicros, OptionalDouble allocatedBytes, Map<Part, Double> parts) {
    Sample(LoadResult load, double cpuMicros, OptionalDouble allocatedBytes) {
        this(load, cpuMicros, allocatedBytes, Map.of());
    }

    /** The median of each part over a series, in the order of the parts. */
    static Map<Part, Double> medians(List<Sample> samples) {
        var medians = new LinkedHashMap<Part, Double>();
        for (var part : samples.getFirst().parts().keySet()) {
            medians.put(part, median(samples, sample -> sample.parts().getOrDefault(part, 0.0)));
        }
        return medians;
    }

    static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        var sorted = samples.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
