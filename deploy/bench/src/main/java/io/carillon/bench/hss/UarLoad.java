package io.carillon.bench.hss;

import io.carillon.bench.Conversation;
import io.carillon.bench.Load;
import io.carillon.bench.LoadResult;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.hss.generator.UarGenerator;
import java.io.IOException;
import java.util.List;

/** User-Authorization-Requests for users in turn, so many outstanding or so many a second. */
final class UarLoad implements Load {
    static final int USERS = 20_000;
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m");

    private final Conversation generator;
    private final int window;

    UarLoad(Workplace place, Settings settings) throws IOException {
        generator = new Conversation(
                place,
                place.generator(Workplace.java(
                        FLAGS, UarGenerator.class, DiameterPeer.DOMAIN, DiameterPeer.HOST, Integer.toString(USERS))));
        window = settings.window();
        generator.hear();
    }

    @Override
    public void prepare(RunningPeer target) throws IOException {
        generator.ask("connect " + target.name() + " " + target.address().getPort());
    }

    @Override
    public LoadResult run(RunningPeer target, double seconds, int rate) throws IOException {
        return LoadResult.of(generator.ask("run " + target.name() + " " + seconds + " " + window + " " + rate));
    }
}
