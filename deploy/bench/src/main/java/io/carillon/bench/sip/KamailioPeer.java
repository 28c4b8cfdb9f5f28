package io.carillon.bench.sip;

import io.carillon.bench.BenchException;
import io.carillon.bench.Peer;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.sip.generator.Generator;
import io.carillon.bench.sip.server.Duty;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's Kamailio with one worker, its quickest allocator, and a configuration that does the same work as ours. */
record KamailioPeer(Duty duty) implements Peer {
    private static final String PROGRAM = "/usr/sbin/kamailio";

    @Override
    public String name() {
        return "kamailio";
    }

    @Override
    public RunningPeer start(Workplace place, Settings settings) throws IOException {
        if (!Files.isExecutable(Path.of(PROGRAM))) {
            throw new BenchException("Kamailio is not installed: apt-get install kamailio");
        }
        if (!settings.transport().equals("udp")) {
            throw new BenchException("Beside kamailio there is udp only");
        }
        int port = freePort();
        var file = place.folder().resolve("kamailio.cfg");
        Files.writeString(file, KamailioConfiguration.of(duty, port, Generator.DOMAIN, Generator.PASSWORD));
        // Transactions stay for five seconds: shared memory must hold as many as five seconds bring.
        var process = place.server(List.of(
                PROGRAM,
                "-DD",
                "-E",
                "-x",
                "tlsf",
                "-X",
                "tlsf",
                "-m",
                "6144",
                "-M",
                "64",
                "-f",
                file.toString(),
                "-Y",
                place.folder().toString(),
                "-P",
                place.folder().resolve("kamailio.pid").toString()));
        KamailioProbe.await(place, process, port);
        return new Running(process, new InetSocketAddress("127.0.0.1", port));
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private record Running(Process process, InetSocketAddress address) implements RunningPeer {
        @Override
        public String name() {
            return "kamailio";
        }

        @Override
        public List<ProcessHandle> processes() {
            return List.of(process.toHandle());
        }

        @Override
        public boolean warmsUp() {
            return false;
        }
    }
}
