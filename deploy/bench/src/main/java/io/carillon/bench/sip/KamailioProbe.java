package io.carillon.bench.sip;

import io.carillon.bench.BenchException;
import io.carillon.bench.Workplace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Waits for a Kamailio to come up. */
public final class KamailioProbe {
    private static final int PROBES = 100;

    private KamailioProbe() {}

    /** It answers OPTIONS as soon as its worker reads. */
    public static void await(Workplace place, Process process, int port) throws IOException {
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
                } catch (SocketTimeoutException | PortUnreachableException e) {
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
}
