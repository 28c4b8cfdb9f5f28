package io.carillon.console.network;

import java.util.Map;
import java.util.TreeMap;

/** Reads Prometheus' text format: what has one name is added up, whatever its labels. */
final class Samples {
    private Samples() {}

    /** @param wanted names in the format, such as {@code process_cpu_usage} */
    static Map<String, Double> of(String text, Iterable<String> wanted) {
        Map<String, Double> sums = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int end = line.indexOf('{') < 0 ? line.indexOf(' ') : line.indexOf('{');
            int space = line.lastIndexOf(' ');
            if (end <= 0 || space < end) {
                return;
            }
            var name = line.substring(0, end);
            for (var each : wanted) {
                if (each.equals(name)) {
                    sums.merge(name, number(line.substring(space + 1)), Double::sum);
                }
            }
        });
        return sums;
    }

    private static double number(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
