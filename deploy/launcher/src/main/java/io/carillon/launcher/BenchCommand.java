package io.carillon.launcher;

import io.carillon.bench.Benchmarks;
import io.carillon.bench.ChainSettings;
import io.carillon.bench.Growth;
import io.carillon.bench.Settings;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "bench", description = "What one operation costs, beside another server if you like.")
final class BenchCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "OPERATION",
            description = "One of ${COMPLETION-CANDIDATES}.",
            completionCandidates = Operations.class)
    @SuppressWarnings("NullAway.Init")
    private String operation;

    @Option(
            names = "--beside",
            paramLabel = "PEER",
            description =
                    "Take turns with this server: kamailio for sip-…, kamailio-ims for call and register, rtpengine for"
                            + " media, freediameter for hss, traced for what tracing adds to call, register, message, sms.")
    private @Nullable String beside;

    @Option(names = "--rate", description = "Operations a second; without it as many as the server can do.")
    private int rate = Settings.STANDARD.rate();

    @Option(names = "--runs", description = "Runs of each server; figures are their medians (${DEFAULT-VALUE}).")
    private int runs = Settings.STANDARD.runs();

    @Option(names = "--seconds", description = "Length of a run (${DEFAULT-VALUE}).")
    private int seconds = Settings.STANDARD.seconds();

    @Option(names = "--warm-up", description = "Seconds of load before the first run of a JVM (${DEFAULT-VALUE}).")
    private int warmUp = Settings.STANDARD.warmUpSeconds();

    @Option(names = "--window", description = "Operations outstanding at most (${DEFAULT-VALUE}).")
    private int window = Settings.STANDARD.window();

    @Option(names = "--transport", description = "udp, tcp or tls (${DEFAULT-VALUE}).")
    private String transport = Settings.STANDARD.transport();

    @Option(names = "--users", description = "Registered users, for call, register and message (${DEFAULT-VALUE}).")
    private int users = Settings.STANDARD.chain().users();

    @Option(names = "--held", description = "Calls that are held while others are measured (${DEFAULT-VALUE}).")
    private int held = Settings.STANDARD.chain().held();

    @Option(names = "--full", description = "A call with telephony services, Rx, media relay and charging.")
    private boolean full;

    @Option(
            names = "--train",
            description = "Nodes write down at the end what they have learnt: the next measurement of this build starts"
                    + " and warms up sooner. For call, register, message and sms.")
    private boolean train;

    @Option(names = "--json", description = "One object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        var chain = new ChainSettings(users, held, full, train);
        var settings = new Settings(rate, runs, seconds, warmUp, window, transport, Optional.ofNullable(beside), chain);
        if (operation.equals(Growth.NAME)) {
            var growth = Growth.measure(settings, System.err);
            return told(json ? growth.json() : growth.text(), growth.failures());
        }
        var report = Benchmarks.run(operation, settings, System.err);
        return told(json ? report.json() : report.text(), report.failures());
    }

    private static int told(String report, long failures) {
        System.out.println(report);
        if (failures > 0) {
            System.err.println("ims: " + failures + " operations failed");
            return 1;
        }
        return 0;
    }

    /** For the help text. */
    static final class Operations implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Benchmarks.names().stream(), Stream.of(Growth.NAME))
                    .iterator();
        }
    }
}
