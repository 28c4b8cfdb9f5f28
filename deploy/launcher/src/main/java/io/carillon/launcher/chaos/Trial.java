package io.carillon.launcher.chaos;

import io.carillon.launcher.api.Api;
import io.carillon.launcher.api.Provisioning;
import io.carillon.launcher.chaos.Traffic.Attempt;
import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.PhoneSide;
import io.carillon.launcher.suite.Poll;
import io.carillon.launcher.suite.Role;
import io.carillon.launcher.suite.Startup;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.SuiteException;
import io.carillon.launcher.suite.SuiteStatus;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One fault in the middle of registrations and calls. */
public final class Trial {
    private static final int STANDING = 3;
    private static final int CALLING = 3;
    /** So many calls in a row say that all is well. */
    private static final int WELL = 2 * CALLING;

    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofSeconds(120);

    private final Suite suite;
    private final Console console;

    public Trial(Suite suite, Console console) {
        this.suite = suite;
        this.console = console;
    }

    public Costs run(Fault fault) {
        var provisioning = Provisioning.of(suite);
        var borders = suite.recordedNodes().stream()
                .filter(node -> node.role() == Role.SBC)
                .map(sbc -> new InetSocketAddress(PhoneSide.host(), sbc.port("access")))
                .toList();
        console.say("Registering " + 2 * (STANDING + CALLING) + " phones");
        List<Pair> pairs = new ArrayList<>();
        try {
            IntStream.rangeClosed(1, STANDING + CALLING)
                    .forEach(number -> pairs.add(Pair.registered(provisioning, number, borders)));
            return measure(fault, pairs.subList(0, STANDING), pairs.subList(STANDING, pairs.size()));
        } finally {
            pairs.forEach(Pair::close);
        }
    }

    private Costs measure(Fault fault, List<Pair> talking, List<Pair> calling) {
        List<Pair.Standing> calls = talking.stream().map(Pair::stand).toList();
        console.say(calls.size() + " calls are up, " + calling.size() + " pairs call again and again");
        List<Attempt> touched;
        List<Attempt> all;
        long moment;
        try (var traffic = new Traffic(calling)) {
            long begin = System.nanoTime();
            if (!Poll.within(WARM_UP, () -> traffic.successesInARow(begin) >= WELL)) {
                throw new SuiteException("calls fail before any fault; see ./ims status");
            }
            List<NodeInstance> nodes = suite.recordedNodes();
            moment = System.nanoTime();
            console.say(fault.text());
            fault.happen(suite, () -> new Startup(suite, console).up(nodes));
            long righted = System.nanoTime();
            boolean well = Poll.within(
                    RECOVERY,
                    () -> traffic.successesInARow(righted) >= WELL
                            && SuiteStatus.of(suite).running());
            console.say(well ? "all is well again" : "calls still fail after " + RECOVERY.toSeconds() + " s");
            touched = traffic.since(moment);
            traffic.close();
            all = traffic.attempts();
        }
        int lost = (int) calls.stream().filter(call -> !call.livesAndEnds()).count();
        int unreachable = Stream.concat(talking.stream(), calling.stream())
                .mapToInt(Pair::unreachable)
                .sum();
        return costs(fault, calls, lost, unreachable, touched, all, recovery(touched, moment));
    }

    private Costs costs(
            Fault fault,
            List<Pair.Standing> calls,
            int lost,
            int unreachable,
            List<Attempt> touched,
            List<Attempt> all,
            double recovery) {
        List<String> callIds = Stream.concat(
                        calls.stream().map(call -> call.calling().callId()),
                        all.stream().flatMap(attempt -> attempt.answeredAs().stream()))
                .toList();
        console.say("Looking for the records of " + callIds.size() + " calls");
        var records = new CallRecords(new Api(suite));
        return new Costs(
                fault.text(),
                touched.size(),
                (int) touched.stream().filter(Attempt::failed).count(),
                calls.size(),
                lost,
                2 * (STANDING + CALLING),
                unreachable,
                callIds.size(),
                records.missing(callIds),
                records.doubled(callIds),
                recovery);
    }

    /** In seconds. */
    static double recovery(List<Attempt> touched, long moment) {
        long lastFailure = touched.stream()
                .filter(Attempt::failed)
                .mapToLong(Attempt::began)
                .max()
                .orElse(moment);
        if (lastFailure == moment && touched.stream().noneMatch(Attempt::failed)) {
            return 0;
        }
        return touched.stream()
                .filter(attempt -> !attempt.failed() && attempt.began() - lastFailure >= 0)
                .mapToLong(Attempt::ended)
                .min()
                .stream()
                .mapToDouble(first -> (first - moment) / 1e9)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
