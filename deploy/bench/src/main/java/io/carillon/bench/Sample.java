package io.carillon.bench;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * One run of one server.
 *
 * @param cpuMicros user and system time of its processes for each completed operation
 * @param allocatedBytes for each completed operation, where the server can tell
 */
record Sample(LoadResult load, double cpuMicros, OptionalDouble allocatedBytes) {
    static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        var sorted = samples.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
