package io.carillon.bench.media;

import io.carillon.bench.BenchException;
import io.carillon.bench.Conversation;
import io.carillon.bench.Load;
import io.carillon.bench.LoadResult;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.media.generator.PhoneGenerator;
import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import io.carillon.sdp.ng.NgClient;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgObserver;
import io.carillon.sdp.ng.NgOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Calls of two phones each, PCMA in packets of 20 ms both ways; as many calls as the rate needs. */
final class MediaLoad implements Load {
    /** Without {@code --rate}: the packets of 200 calls. */
    private static final int STANDARD_RATE = 20_000;

    private static final int PACKETS_OF_A_CALL = 100;
    private static final int MOST_CALLS = 1_000;
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-Xmn128m");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Conversation generator;
    private final int calls;

    MediaLoad(Workplace place, Settings settings) throws IOException {
        generator = new Conversation(place, place.generator(Workplace.java(FLAGS, PhoneGenerator.class)));
        calls = Math.clamp(rate(settings.rate()) / PACKETS_OF_A_CALL, 1, MOST_CALLS);
        generator.hear();
    }

    private static int rate(int asked) {
        return asked == 0 ? STANDARD_RATE : asked;
    }

    @Override
    public void prepare(RunningPeer target) throws IOException {
        var ports = generator.ask("open " + target.name() + " " + 2 * calls).split(" ");
        var relayPorts = new StringBuilder();
        try (var ng = NgClient.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), NgObserver.NONE)) {
            for (int i = 0; i < calls; i++) {
                var call = "bench-" + i;
                var offer = sdp(ports[2 * i]);
                var options = MediaOptions.plainRelay();
                var towardsCallee = ask(ng, target, new NgCommand.Offer(call, "a", Optional.empty(), offer, options));
                var answer = sdp(ports[2 * i + 1]);
                var towardsCaller = ask(ng, target, new NgCommand.Answer(call, "a", "b", answer, options));
                relayPorts.append(' ').append(port(towardsCaller));
                relayPorts.append(' ').append(port(towardsCallee));
            }
        }
        generator.ask("connect " + target.name() + relayPorts);
    }

    private static SessionDescription ask(NgClient ng, RunningPeer target, NgCommand command) {
        return switch (ng.ask(target.address(), command, PATIENCE)) {
            case NgOutcome.Done done -> done.sdp().orElseThrow();
            case NgOutcome.Refused(String reason) -> throw new BenchException(target.name() + " refuses: " + reason);
            case NgOutcome.Unanswered(String reason) -> throw new BenchException(target.name() + ": " + reason);
        };
    }

    private static int port(SessionDescription shown) {
        return shown.media().getFirst().port();
    }

    private static String sdp(String port) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + port
                + " RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=sendrecv\r\n";
    }

    @Override
    public LoadResult run(RunningPeer target, double seconds, int rate) throws IOException {
        return LoadResult.of(generator.ask("talk " + target.name() + " " + seconds + " " + rate(rate)));
    }
}
