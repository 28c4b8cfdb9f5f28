package io.carillon.bench;

import io.carillon.bench.chain.GrowingHouse;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a registration costs while more and more users are registered, in one house: a thousand register themselves, ten
 * times, a hundred times and a thousand times as many are copies of one of them in the stores.
 *
 * @param provisionedIn seconds that the HSS took for all of its subscribers
 */
public record Growth(double provisionedIn, List<Stage> stages) {
    /** As on the command line. */
    public static final String NAME = "growth";

    private static final int FIRST = 1_000;
    private static final int TIMES = 10;
    /** A million users who register once an hour, in a second. */
    private static final int HOURLY = 278;

    /**
     * @param held bytes of each heap and of Redis for each user
     * @param parts CPU time of each node and store for each registration
     */
    public record Stage(
            int users,
            double cpuMicros,
            double rate,
            double p50Millis,
            double p99Millis,
            long failures,
            Map<String, Double> held,
            Map<Part, Double> parts) {}

    /** Without a rate that of a million users and an hour. */
    public static Growth measure(Settings wanted, PrintStream progress) {
        var settings = wanted.rate() > 0 ? wanted : wanted.rate(HOURLY);
        try (var place = new Workplace();
                var house = GrowingHouse.start(
                        place, settings, Math.min(FIRST, settings.chain().users()), progress)) {
            progress.println(String.format(
                    Locale.ROOT,
                    "%d subscribers provisioned in %.0f s",
                    settings.chain().users(),
                    house.provisionedIn()));
            var series = new Series(house.load(), settings, progress);
            var stages = new ArrayList<Stage>();
            int users = Math.min(FIRST, settings.chain().users());
            stages.add(
                    stage(users, house, series.measure(List.of(house.server())).get(house.server())));
            while (users < settings.chain().users()) {
                users = Math.min(settings.chain().users(), users * TIMES);
                house.growTo(users);
                progress.println(users + " users are registered");
                stages.add(stage(users, house, series.again(house.server())));
                house.check();
            }
            return new Growth(house.provisionedIn(), stages);
        } catch (IOException e) {
            throw new BenchException(NAME + ": " + e.getMessage(), e);
        }
    }

    private static Stage stage(int users, GrowingHouse house, List<Sample> samples) throws IOException {
        return new Stage(
                users,
                Sample.median(samples, Sample::cpuMicros),
                Sample.median(samples, sample -> sample.load().rate()),
                Sample.median(samples, sample -> sample.load().p50Millis()),
                Sample.median(samples, sample -> sample.load().p99Millis()),
                samples.stream().mapToLong(sample -> sample.load().failed()).sum(),
                house.heldPerUser(),
                Sample.medians(samples));
    }

    public long failures() {
        return stages.stream().mapToLong(Stage::failures).sum();
    }

    /** One object, for scripts. */
    public String json() {
        return stages.stream()
                .map(stage -> String.format(
                        Locale.ROOT,
                        "{\"users\":%d,\"cpu_us_per_op\":%.2f,\"rate\":%.1f,\"p50_ms\":%.3f,\"p99_ms\":%.3f,"
                                + "\"failures\":%d,\"bytes_per_user\":{%s}}",
                        stage.users,
                        stage.cpuMicros,
                        stage.rate,
                        stage.p50Millis,
                        stage.p99Millis,
                        stage.failures,
                        each(stage.held, "\"%s\":%.0f", ",")))
                .collect(Collectors.joining(
                        ",",
                        String.format(
                                Locale.ROOT,
                                "{\"operation\":\"%s\",\"provisioned_s\":%.1f,\"stages\":[",
                                NAME,
                                provisionedIn),
                        "]}"));
    }

    /** For people. */
    public String text() {
        return stages.stream()
                .map(stage -> String.format(
                        Locale.ROOT,
                        "%9d users  %7.1f CPU-µs a registration, %.0f/s, p50 %.1f ms, p99 %.1f ms%s%n"
                                + "           of it %s%n           bytes for each user: %s",
                        stage.users,
                        stage.cpuMicros,
                        stage.rate,
                        stage.p50Millis,
                        stage.p99Millis,
                        stage.failures == 0 ? "" : ", " + stage.failures + " FAILED",
                        stage.parts.entrySet().stream()
                                .map(part -> String.format(
                                        Locale.ROOT, "%s %.0f", part.getKey().name(), part.getValue()))
                                .collect(Collectors.joining(", ")),
                        each(stage.held, "%s %.0f", ", ")))
                .collect(Collectors.joining("\n"));
    }

    private static String each(Map<String, Double> figures, String format, String between) {
        return figures.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, format, each.getKey(), each.getValue()))
                .collect(Collectors.joining(between));
    }
}
