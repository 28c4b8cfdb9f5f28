package io.carillon.bench.sip;

import io.carillon.bench.BenchException;
import io.carillon.bench.Peer;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.sip.generator.Generator;
import io.carillon.bench.sip.server.Duty;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's Kamailio with one worker, its quickest allocator, and a configuration that does the same work as ours. */
record KamailioPeer(Duty duty) implements Peer {
    private static final String PROGRAM = "/usr/sbin/kamailio";
    private static final int PROBES = 50;

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
        await(place, process, port);
        return new Running(process, new InetSocketAddress("127.0.0.1", port));
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** It answers OPTIONS as soon as its worker reads. */
    private static void await(Workplace place, Process process, int port) throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(200);
            var options = probe(port, socket.getLocalPort());
            for (int attempt = 0; attempt < PROBES; attempt++) {
                if (!process.isAlive()) {
                    throw new BenchException("Kamailio ended: " + place.lastWords(process));
                }
                socket.send(new DatagramPacket(options, options.length, InetAddress.getLoopbackAddress(), port));
                try {
                    socket.receive(new DatagramPacket(new byte[2_000], 2_000));
                    return;
                } catch (SocketTimeoutException e) {
                    // not yet
                }
            }
            throw new BenchException("Kamailio does not answer: " + place.lastWords(process));
        }
    }

    private static byte[] probe(int port, int from) {
        return """
                OPTIONS sip:probe@127.0.0.1:%d SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKprobe
                Max-Forwards: 70
                From: <sip:bench@127.0.0.1>;tag=1
                To: <sip:probe@127.0.0.1>
                Call-ID: probe-%d
                CSeq: 1 OPTIONS
                Content-Length: 0

                """.formatted(port, from, from).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
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
