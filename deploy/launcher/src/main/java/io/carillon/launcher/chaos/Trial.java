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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One fault in the middle of registrations, calls and messages. */
public final class Trial {
    private static final int STANDING = 3;
    private static final int CALLING = 3;
    /** So many calls and messages in a row say that all is well. */
    private static final int WELL = 2 * CALLING;

    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofSeconds(120);
    /** A node that is busy may answer late; one that does not answer for so long is away. */
    private static final Duration ANSWERS = Duration.ofSeconds(30);

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
        console.say(calls.size() + " calls are up, " + calling.size() + " pairs call and text again and again");
        long moment;
        Traffic traffic = new Traffic(calling);
        List<Attempt> setups;
        List<Attempt> texts;
        List<String> away;
        try (traffic) {
            long begin = System.nanoTime();
            if (!Poll.within(WARM_UP, () -> traffic.succeeds(begin, WELL))) {
                throw new SuiteException("calls or messages fail before any fault; see ./ims status");
            }
            List<NodeInstance> nodes = suite.recordedNodes();
            moment = System.nanoTime();
            console.say(fault.text());
            fault.happen(suite, () -> new Startup(suite, console).up(nodes));
            away = awaitWell(traffic, System.nanoTime());
            setups = Traffic.since(moment, traffic.calls());
            texts = Traffic.since(moment, traffic.texts());
        }
        int lost = (int) calls.stream().filter(call -> !call.livesAndEnds()).count();
        List<Pair> all = Stream.concat(talking.stream(), calling.stream()).toList();
        return new Costs(
                fault.text(),
                calls(calls, lost, setups, traffic.calls()),
                texts(calling, texts),
                2 * all.size(),
                all.stream().mapToInt(Pair::unreachable).sum(),
                away,
                Math.max(recovery(setups, moment), recovery(texts, moment)));
    }

    /** Returns when all is well again or has had its time; who does not answer then. */
    private List<String> awaitWell(Traffic traffic, long righted) {
        boolean well = Poll.within(RECOVERY, () -> traffic.succeeds(righted, WELL));
        console.say(
                well
                        ? "calls and messages succeed again"
                        : "calls or messages still fail after " + RECOVERY.toSeconds() + " s");
        var away = new AtomicReference<List<String>>(List.of());
        Poll.within(ANSWERS, () -> {
            away.set(SuiteStatus.of(suite).away());
            return away.get().isEmpty();
        });
        if (!away.get().isEmpty()) {
            console.say(String.join(", ", away.get()) + " did not answer for " + ANSWERS.toSeconds()
                    + " s; see ./ims status");
        }
        return away.get();
    }

    private Costs.Calls calls(List<Pair.Standing> standing, int lost, List<Attempt> setups, List<Attempt> all) {
        List<String> callIds = Stream.concat(
                        standing.stream().map(call -> call.calling().callId()),
                        all.stream().flatMap(attempt -> attempt.succeededAs().stream()))
                .toList();
        console.say("Looking for the records of " + callIds.size() + " calls");
        var records = new CallRecords(new Api(suite));
        return new Costs.Calls(
                setups.size(),
                failed(setups),
                standing.size(),
                lost,
                callIds.size(),
                records.missing(callIds),
                records.doubled(callIds));
    }

    private Costs.Texts texts(List<Pair> pairs, List<Attempt> sent) {
        int taken = pairs.stream().mapToInt(Pair::textsTaken).sum();
        console.say("Looking for " + taken + " messages");
        return new Costs.Texts(
                sent.size(),
                failed(sent),
                taken,
                pairs.stream().mapToInt(Pair::textsMissing).sum(),
                pairs.stream().mapToInt(Pair::textsDoubled).sum());
    }

    private static int failed(List<Attempt> attempts) {
        return (int) attempts.stream().filter(Attempt::failed).count();
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
