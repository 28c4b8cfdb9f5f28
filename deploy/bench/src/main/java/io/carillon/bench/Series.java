package io.carillon.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Runs of one operation on one or two servers that take turns, so that both meet the same weather. */
final class Series {
    private static final double WARM_UP_PIECE = 3;
    /** After so many operations the compiler has seen everything often enough. */
    private static final long WARM = 60_000;
    /** The same where each of them is many messages to several servers. */
    private static final long CHAIN_WARM = 15_000;
    /** So many pieces of the warm-up without one operation that succeeds are no cold start. */
    private static final int HOPELESS = 5;
    /** The compiler rests when it works for less than this part of the time. */
    private static final double COMPILING = 0.02;

    private final Load load;
    private final Settings settings;
    private final PrintStream progress;

    Series(Load load, Settings settings, PrintStream progress) {
        this.load = load;
        this.settings = settings;
        this.progress = progress;
    }

    /** The samples of each server, in the order of the servers. */
    Map<RunningPeer, List<Sample>> measure(List<RunningPeer> servers) throws IOException {
        var samples = new LinkedHashMap<RunningPeer, List<Sample>>();
        for (var server : servers) {
            load.prepare(server);
            warmUp(server);
            server.warmed();
            samples.put(server, new ArrayList<>());
        }
        run(samples);
        return samples;
    }

    /** The runs alone, of a server that was measured before and holds more now. */
    List<Sample> again(RunningPeer server) throws IOException {
        var samples = new ArrayList<Sample>();
        run(Map.of(server, samples));
        return samples;
    }

    private void run(Map<RunningPeer, List<Sample>> samples) throws IOException {
        for (int run = 1; run <= settings.runs(); run++) {
            for (var each : samples.entrySet()) {
                var sample = once(each.getKey());
                each.getValue().add(sample);
                progress.println(line(run, each.getKey(), sample));
            }
        }
    }

    /** As long as was asked for, and on until the compiler has come to rest, at most six times as long. */
    private void warmUp(RunningPeer server) throws IOException {
        boolean compiled = server.warmsUp();
        int seconds = compiled ? settings.warmUpSeconds() : Math.min(2, settings.warmUpSeconds());
        if (seconds == 0) {
            return;
        }
        long enough = server.parts().isEmpty() ? WARM : CHAIN_WARM;
        double piece = Math.min(seconds, WARM_UP_PIECE);
        long operations = 0;
        boolean resting = false;
        int inVain = 0;
        for (double done = 0;
                done < seconds || compiled && !(resting && operations >= enough) && done < 6.0 * seconds;
                done += piece) {
            long before = server.compiledMillis().orElse(0);
            var sample = once(server, piece);
            operations += sample.load().completed();
            inVain = sample.load().completed() == 0 && sample.load().failed() > 0 ? inVain + 1 : 0;
            if (inVain == HOPELESS) {
                throw new IOException("nothing succeeds at " + server.name() + ": "
                        + sample.load().complaint());
            }
            resting = server.compiledMillis().orElse(0) - before < COMPILING * piece * 1_000;
            progress.println(
                    String.format(Locale.ROOT, "warming up %-10s %7.1f CPU-µs", server.name(), sample.cpuMicros()));
        }
    }

    private Sample once(RunningPeer server) throws IOException {
        return once(server, settings.seconds());
    }

    private Sample once(RunningPeer server, double seconds) throws IOException {
        server.takesTurn();
        var allocatedBefore = server.allocated();
        var parts = new LinkedHashMap<Part, Double>();
        for (var part : server.parts()) {
            parts.put(part, (double) CpuMeter.micros(part.processes()));
        }
        long before = CpuMeter.micros(server.processes());
        var result = load.run(server, seconds, settings.rate());
        long used = CpuMeter.micros(server.processes()) - before;
        parts.replaceAll((part, then) -> (CpuMeter.micros(part.processes()) - then) / Math.max(1, result.completed()));
        var allocatedAfter = server.allocated();
        double operations = Math.max(1, result.completed());
        return new Sample(
                result,
                used / operations,
                allocatedBefore.isPresent() && allocatedAfter.isPresent()
                        ? OptionalDouble.of((allocatedAfter.getAsLong() - allocatedBefore.getAsLong()) / operations)
                        : OptionalDouble.empty(),
                parts);
    }

    private String line(int run, RunningPeer server, Sample sample) {
        var load = sample.load();
        return String.format(
                Locale.ROOT,
                "run %d/%d  %-10s %7.1f CPU-µs  %8.0f/s  p50 %.2f ms  p99 %.2f ms%s%s",
                run,
                settings.runs(),
                server.name(),
                sample.cpuMicros(),
                load.rate(),
                load.p50Millis(),
                load.p99Millis(),
                sample.allocatedBytes().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "  %.0f bytes",
                                sample.allocatedBytes().getAsDouble())
                        : "",
                load.failed() == 0 ? "" : "  FAILED " + load.failed() + " (" + load.complaint() + ")");
    }
}
