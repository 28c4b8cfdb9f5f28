package io.carillon.launcher.chaos;

import io.carillon.launcher.api.Api;
import io.carillon.launcher.api.Provisioning;
import io.carillon.launcher.chaos.Traffic.Attempt;
import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.PhoneSide;
import io.carillon.launcher.suite.Poll;
import io.carillon.launcher.suite.Role;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.SuiteException;
import io.carillon.launcher.suite.SuiteStatus;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Faults in the middle of registrations, calls and messages, each when all is well again after the one before. */
public final class Trial {
    private static final int STANDING = 3;
    private static final int CALLING = 3;
    /** So many calls and messages in a row say that all is well. */
    private static final int WELL = 2 * CALLING;
    /** The call that a pair has under way at a fault, and the one by which its phone finds out that its border is gone. */
    private static final int AT_RISK = 2 * CALLING;

    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofSeconds(120);
    /** A node that is busy may answer late; one that does not answer for so long is away. */
    private static final Duration ANSWERS = Duration.ofSeconds(30);

    private final Suite suite;
    private final Console console;
    private final Consumer<List<NodeInstance>> start;
    private final Runnable gather;

    /** @param start sees to it that the nodes that ran before a fault run again */
    public Trial(Suite suite, Console console, Consumer<List<NodeInstance>> start) {
        this(suite, console, start, () -> {});
    }

    /**
     * @param start sees to it that those nodes that ran before a fault run again that are to
     * @param gather is done when all phones are quiet, before records are counted: of one that is still away the last are
     *     on its disk
     */
    public Trial(Suite suite, Console console, Consumer<List<NodeInstance>> start, Runnable gather) {
        this.suite = suite;
        this.console = console;
        this.start = start;
        this.gather = gather;
    }

    /** What they cost together. */
    public Costs run(List<Fault> faults) {
        var provisioning = Provisioning.of(suite);
        var borders = suite.recordedNodes().stream()
                .filter(node -> node.role() == Role.SBC)
                .map(sbc -> new InetSocketAddress(PhoneSide.host(), sbc.port("access")))
                .toList();
        console.say("Registering " + 2 * (STANDING + CALLING) + " phones");
        List<Pair> pairs = new ArrayList<>();
        try {
            IntStream.rangeClosed(1, STANDING + CALLING)
                    .forEach(number -> pairs.add(Pair.registered(provisioning, number, borders, console::say)));
            return measure(faults, pairs.subList(0, STANDING), pairs.subList(STANDING, pairs.size()));
        } finally {
            pairs.forEach(Pair::close);
        }
    }

    private Costs measure(List<Fault> faults, List<Pair> talking, List<Pair> calling) {
        List<Pair.Standing> calls = talking.stream().map(Pair::stand).toList();
        console.say(calls.size() + " calls are up, " + calling.size() + " pairs call and text again and again");
        Traffic traffic = new Traffic(calling);
        List<Long> moments = new ArrayList<>();
        List<String> away;
        try (traffic) {
            warmUp(traffic);
            for (Fault fault : faults) {
                moments.add(System.nanoTime());
                happen(fault, traffic);
            }
            away = away();
        }
        List<Attempt> setups = Traffic.since(moments.getFirst(), traffic.calls());
        List<Attempt> texts = Traffic.since(moments.getFirst(), traffic.texts());
        int lost = sum(calls, call -> call.livesAndEnds() ? 0 : 1);
        List<Pair> all = Stream.concat(talking.stream(), calling.stream()).toList();
        int unreachable = sum(all, Pair::unreachable);
        gather.run();
        return new Costs(
                faults.stream().map(Fault::text).collect(Collectors.joining(", ")),
                calls(calls, lost, setups, AT_RISK * faults.size(), traffic.calls()),
                texts(calling, texts),
                2 * all.size(),
                unreachable,
                away,
                Math.max(longest(setups, moments), longest(texts, moments)));
    }

    private static void warmUp(Traffic traffic) {
        long begin = System.nanoTime();
        if (!Poll.within(WARM_UP, () -> traffic.succeeds(begin, WELL))) {
            throw new SuiteException("calls or messages fail before any fault; see ./ims status");
        }
    }

    /** Returns when all is well again, or has had its time. */
    private void happen(Fault fault, Traffic traffic) {
        List<NodeInstance> nodes = suite.recordedNodes();
        console.say(fault.text());
        fault.happen(suite, console, () -> start.accept(nodes));
        long righted = System.nanoTime();
        boolean well = Poll.within(RECOVERY, () -> traffic.succeeds(righted, WELL));
        console.say(
                well
                        ? "calls and messages succeed again"
                        : "calls or messages still fail after " + RECOVERY.toSeconds() + " s");
    }

    /** The longest recovery from any of the faults: what failed and was begun before the next one is its doing. */
    private static double longest(List<Attempt> attempts, List<Long> moments) {
        double longest = 0;
        for (int i = 0; i < moments.size(); i++) {
            long end = i + 1 < moments.size() ? moments.get(i + 1) : System.nanoTime();
            List<Attempt> touched = Traffic.since(moments.get(i), attempts).stream()
                    .filter(attempt -> !attempt.failed() || attempt.began() - end < 0)
                    .toList();
            longest = Math.max(longest, recovery(touched, moments.get(i)));
        }
        return longest;
    }

    /** All at once: a phone whose border is gone takes its time to find that out. */
    private static <T> int sum(List<T> all, ToIntFunction<T> each) {
        return all.stream()
                .map(one -> CompletableFuture.supplyAsync(
                        () -> each.applyAsInt(one), Thread.ofPlatform().daemon()::start))
                .toList()
                .stream()
                .mapToInt(CompletableFuture::join)
                .sum();
    }

    /** Who does not answer, not even after some time. */
    private List<String> away() {
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

    private Costs.Calls calls(
            List<Pair.Standing> standing, int lost, List<Attempt> setups, int atRisk, List<Attempt> all) {
        List<String> callIds = Stream.concat(
                        standing.stream().map(call -> call.calling().callId()),
                        all.stream().flatMap(attempt -> attempt.succeededAs().stream()))
                .toList();
        console.say("Looking for the records of " + callIds.size() + " calls");
        var records = new CallRecords(new Api(suite));
        return new Costs.Calls(
                setups.size(),
                failed(setups),
                atRisk,
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
