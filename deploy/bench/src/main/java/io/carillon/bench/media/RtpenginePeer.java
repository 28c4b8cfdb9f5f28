package io.carillon.bench.media;

import io.carillon.bench.BenchException;
import io.carillon.bench.Peer;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's rtpengine in user space, with one thread for packets. */
record RtpenginePeer() implements Peer {
    private static final String PROGRAM = "/usr/bin/rtpengine";

    @Override
    public String name() {
        return "rtpengine";
    }

    @Override
    public RunningPeer start(Workplace place, Settings settings) throws IOException {
        if (!Files.isExecutable(Path.of(PROGRAM))) {
            throw new BenchException("rtpengine is not installed: apt-get install rtpengine-daemon");
        }
        var control = Relay.freeAddress();
        var process = place.server(List.of(
                PROGRAM,
                "--table=-1",
                "--interface=127.0.0.1",
                "--listen-ng=127.0.0.1:" + control.getPort(),
                "--listen-cli=127.0.0.1:" + Relay.freeAddress().getPort(),
                "--foreground",
                "--log-stderr",
                "--log-level=3",
                "--num-threads=1",
                "--timeout=3600",
                "--port-min=34000",
                "--port-max=43999",
                "--pidfile=" + place.folder().resolve("rtpengine.pid")));
        return Relay.started(place, name(), process, control, false);
    }
}
