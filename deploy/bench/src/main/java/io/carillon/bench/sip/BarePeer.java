package io.carillon.bench.sip;

import io.carillon.bench.Conversation;
import io.carillon.bench.Peer;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.sip.server.BareServer;
import io.carillon.bench.sip.server.Duty;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;

/** Our own library, in a JVM of its own with the full compiler. */
record BarePeer(Duty duty) implements Peer {
    /** Extra flags for a profiler: CARILLON_BENCH_JAVA_OPTS. */
    private static List<String> flags(Settings settings) {
        return settings.quick()
                ? Workplace.flags("-XX:+UseSerialGC", "-Xmx256m")
                : Workplace.flags("-XX:+UseSerialGC", "-Xms3g", "-Xmx3g", "-Xmn2g", "-XX:+AlwaysPreTouch");
    }

    @Override
    public String name() {
        return "carillon";
    }

    @Override
    public RunningPeer start(Workplace place, Settings settings) throws IOException {
        var process = place.server(Workplace.java(
                flags(settings),
                BareServer.class,
                duty.name(),
                settings.transport(),
                place.folder().toString()));
        var conversation = new Conversation(place, process);
        int port = Integer.parseInt(conversation.hear());
        return new Running(conversation, new InetSocketAddress("127.0.0.1", port));
    }

    private record Running(Conversation conversation, InetSocketAddress address) implements RunningPeer {
        @Override
        public String name() {
            return "carillon";
        }

        @Override
        public List<ProcessHandle> processes() {
            return List.of(conversation.process().toHandle());
        }

        @Override
        public OptionalLong allocated() throws IOException {
            return OptionalLong.of(Long.parseLong(conversation.ask("allocated")));
        }

        @Override
        public boolean warmsUp() {
            return true;
        }

        @Override
        public OptionalLong compiledMillis() throws IOException {
            return OptionalLong.of(Long.parseLong(conversation.ask("compiled")));
        }
    }
}
