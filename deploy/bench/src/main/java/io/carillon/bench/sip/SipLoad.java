package io.carillon.bench.sip;

import io.carillon.bench.Conversation;
import io.carillon.bench.Load;
import io.carillon.bench.LoadResult;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.sip.generator.Generator;
import io.carillon.bench.sip.generator.Work;
import java.io.IOException;
import java.util.List;

/** The generator in a JVM of its own. */
final class SipLoad implements Load {
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-Xmn128m");

    private final Conversation generator;
    private final Work work;
    private final int window;

    SipLoad(Workplace place, Settings settings, Work work) throws IOException {
        this.generator = new Conversation(
                place,
                place.generator(Workplace.java(
                        FLAGS,
                        Generator.class,
                        settings.transport(),
                        place.folder().toString())));
        this.work = work;
        this.window = settings.window();
        generator.hear();
    }

    /** Everybody registers once, so that a MESSAGE finds its user and a REGISTER is a refresh. */
    @Override
    public void prepare(RunningPeer target) throws IOException {
        if (work != Work.CALL) {
            ask(target, Work.REGISTER, 60, 0, Generator.USERS);
        }
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
                Integer.toString(window),
                Integer.toString(rate),
                Long.toString(most),
                Integer.toString(Generator.USERS))));
    }
}
