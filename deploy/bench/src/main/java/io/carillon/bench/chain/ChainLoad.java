package io.carillon.bench.chain;

import io.carillon.bench.BenchException;
import io.carillon.bench.ChainSettings;
import io.carillon.bench.Conversation;
import io.carillon.bench.Load;
import io.carillon.bench.LoadResult;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.sip.generator.Generator;
import io.carillon.bench.sip.generator.Work;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Phones behind a border, in a process of their own: all of them register before anything is measured. */
final class ChainLoad implements Load {
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-Xmn128m");
    private static final int FIRST_TRIES = 40;
    private static final int AT_ONCE = 20;
    private static final int LONG_ENOUGH = 3_600;

    private final Conversation generator;
    private final Work work;
    private final int window;
    private final ChainSettings settings;
    private final PrintStream progress;
    private int users;

    ChainLoad(Workplace place, Settings settings, Work work, PrintStream progress) throws IOException {
        this.generator = new Conversation(
                place,
                place.generator(Workplace.java(
                        FLAGS, Generator.class, Generator.BORDER, place.folder().toString())));
        this.work = work;
        this.window = settings.window();
        this.settings = settings.chain();
        this.users = settings.chain().users();
        this.progress = progress;
        generator.hear();
    }

    @Override
    public void prepare(RunningPeer target) throws IOException {
        firstOne(target);
        var before = target.held();
        all(target, Work.REGISTER, settings.users());
        told(target, before, settings.users(), "registered user");
        if (settings.held() > 0) {
            var registered = target.held();
            all(target, Work.HOLD, settings.held());
            told(target, registered, settings.held(), "call held");
        }
    }

    /** From now on so many take part. */
    void among(int count) {
        users = count;
    }

    /** Nodes find each other a moment after they answer, and a cold chain may lose a few. */
    private void firstOne(RunningPeer target) throws IOException {
        for (int i = 0; i < FIRST_TRIES; i++) {
            if (ask(target, Work.REGISTER, 10, 0, 1).completed() == 1) {
                return;
            }
        }
        throw new BenchException(target.name() + " registers nobody: "
                + ask(target, Work.REGISTER, 10, 0, 1).complaint());
    }

    private void all(RunningPeer target, Work what, int count) throws IOException {
        long done = 0;
        for (int i = 0; i < FIRST_TRIES && done < count; i++) {
            var result = ask(target, what, LONG_ENOUGH, 0, what == Work.REGISTER ? count : count - done);
            done = what == Work.REGISTER ? result.completed() : done + result.completed();
            progress.println(String.format(
                    Locale.ROOT,
                    "%s: %s %d, %.0f/s%s",
                    target.name(),
                    what,
                    result.completed(),
                    result.rate(),
                    result.failed() == 0 ? "" : ", failed " + result.failed() + " (" + result.complaint() + ")"));
        }
        if (done < count) {
            throw new BenchException(target.name() + ": " + what + " does not come to " + count);
        }
    }

    private void told(RunningPeer target, Map<String, Long> before, int count, String what) throws IOException {
        var after = target.held();
        after.forEach((node, bytes) -> progress.println(String.format(
                Locale.ROOT,
                "%s %s: %.2f kB for each %s (%d)",
                target.name(),
                node,
                (bytes - before.getOrDefault(node, 0L)) / 1e3 / count,
                what,
                count)));
    }

    @Override
    public LoadResult run(RunningPeer target, double seconds, int rate) throws IOException {
        return ask(target, work, seconds, rate, Long.MAX_VALUE);
    }

    private LoadResult ask(RunningPeer target, Work what, double seconds, int rate, long most) throws IOException {
        return LoadResult.of(generator.ask(String.join(
                " ",
                what.name(),
                Integer.toString(target.address().getPort()),
                Double.toString(seconds),
                Integer.toString(what == work ? window : Math.min(window, AT_ONCE)),
                Integer.toString(rate),
                Long.toString(most),
                Integer.toString(users))));
    }
}
