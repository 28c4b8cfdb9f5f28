package io.carillon.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The medians of a series.
 *
 * @param failures of all runs, the peer's among them
 * @param parts CPU time of each of several servers and their stores, empty where there is one
 */
public record Report(
        String operation,
        double rate,
        double cpuMicros,
        double cpuMicrosLeast,
        double cpuMicrosMost,
        double p50Millis,
        double p99Millis,
        long failures,
        OptionalDouble allocatedBytes,
        Map<Part, Double> parts,
        Optional<Beside> peer) {

    /** The other's medians of the same series. */
    public record Beside(
            String name,
            double cpuMicros,
            double cpuMicrosLeast,
            double cpuMicrosMost,
            double rate,
            double p50Millis,
            double p99Millis,
            Map<Part, Double> parts) {}

    static Report of(String operation, List<Sample> ours, Optional<Beside> peer, long failures) {
        boolean told = ours.stream().allMatch(sample -> sample.allocatedBytes().isPresent());
        return new Report(
                operation,
                Sample.median(ours, sample -> sample.load().rate()),
                Sample.median(ours, Sample::cpuMicros),
                ours.stream().mapToDouble(Sample::cpuMicros).min().orElseThrow(),
                ours.stream().mapToDouble(Sample::cpuMicros).max().orElseThrow(),
                Sample.median(ours, sample -> sample.load().p50Millis()),
                Sample.median(ours, sample -> sample.load().p99Millis()),
                failures,
                told
                        ? OptionalDouble.of(Sample.median(
                                ours, sample -> sample.allocatedBytes().orElseThrow()))
                        : OptionalDouble.empty(),
                Sample.medians(ours),
                peer);
    }

    static Beside beside(String name, List<Sample> samples) {
        return new Beside(
                name,
                Sample.median(samples, Sample::cpuMicros),
                samples.stream().mapToDouble(Sample::cpuMicros).min().orElseThrow(),
                samples.stream().mapToDouble(Sample::cpuMicros).max().orElseThrow(),
                Sample.median(samples, sample -> sample.load().rate()),
                Sample.median(samples, sample -> sample.load().p50Millis()),
                Sample.median(samples, sample -> sample.load().p99Millis()),
                Sample.medians(samples));
    }

    /** Ours by the other's. */
    public OptionalDouble ratio() {
        return peer.isPresent() && peer.get().cpuMicros > 0
                ? OptionalDouble.of(cpuMicros / peer.get().cpuMicros)
                : OptionalDouble.empty();
    }

    /** One object, for scripts. */
    public String json() {
        var text = new StringBuilder("{");
        text.append("\"operation\":\"").append(operation).append('"');
        number(text, "rate", rate, 1);
        number(text, "cpu_us_per_op", cpuMicros, 2);
        number(text, "p50_ms", p50Millis, 3);
        number(text, "p99_ms", p99Millis, 3);
        text.append(",\"failures\":").append(failures);
        text.append(",\"alloc_bytes_per_op\":")
                .append(allocatedBytes.isPresent() ? Long.toString(Math.round(allocatedBytes.getAsDouble())) : "null");
        parts(text, parts);
        peer.ifPresent(other -> {
            text.append(",\"peer\":{\"name\":\"").append(other.name).append('"');
            number(text, "cpu_us_per_op", other.cpuMicros, 2);
            number(text, "rate", other.rate, 1);
            parts(text, other.parts);
            text.append('}');
        });
        ratio().ifPresent(value -> number(text, "ratio", value, 3));
        return text.append('}').toString();
    }

    private static void parts(StringBuilder text, Map<Part, Double> parts) {
        if (!parts.isEmpty()) {
            text.append(",\"nodes\":{").append(parts(parts, false, "\"%s\":%.2f", ","));
            text.append("},\"stores\":{")
                    .append(parts(parts, true, "\"%s\":%.2f", ","))
                    .append('}');
        }
    }

    private static String parts(Map<Part, Double> parts, boolean stores, String format, String between) {
        return parts.entrySet().stream()
                .filter(each -> each.getKey().store() == stores)
                .map(each -> String.format(Locale.ROOT, format, each.getKey().name(), each.getValue()))
                .collect(Collectors.joining(between));
    }

    private static String row(Map<Part, Double> parts) {
        if (parts.isEmpty()) {
            return "";
        }
        var stores = parts(parts, true, "%s %.1f", ", ");
        return "\n           of it " + parts(parts, false, "%s %.1f", ", ")
                + (stores.isEmpty() ? "" : "; beside it " + stores);
    }

    private static void number(StringBuilder text, String name, double value, int digits) {
        text.append(",\"").append(name).append("\":").append(String.format(Locale.ROOT, "%." + digits + "f", value));
    }

    /** For people. */
    public String text() {
        var text = new StringBuilder(
                row("carillon", cpuMicros, cpuMicrosLeast, cpuMicrosMost, rate, p50Millis, p99Millis));
        allocatedBytes.ifPresent(bytes -> text.append(String.format(Locale.ROOT, ", %.0f bytes allocated", bytes)));
        text.append(row(parts));
        peer.ifPresent(other -> text.append('\n')
                .append(row(
                        other.name,
                        other.cpuMicros,
                        other.cpuMicrosLeast,
                        other.cpuMicrosMost,
                        other.rate,
                        other.p50Millis,
                        other.p99Millis))
                .append(row(other.parts)));
        ratio().ifPresent(value -> text.append(String.format(Locale.ROOT, "%nratio       %.2f", value)));
        if (failures > 0) {
            text.append(String.format(Locale.ROOT, "%n%d operations FAILED: these figures do not count", failures));
        }
        return text.toString();
    }

    private static String row(String name, double cpu, double least, double most, double rate, double p50, double p99) {
        return String.format(
                Locale.ROOT,
                "%-10s %7.1f CPU-µs an operation (%.1f–%.1f), %.0f/s, p50 %.2f ms, p99 %.2f ms",
                name,
                cpu,
                least,
                most,
                rate,
                p50,
                p99);
    }
}
