package io.carillon.bench.chain;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of loopback that are free for UDP and TCP. */
public final class Ports {
    private static final int TRIES = 50;

    private Ports() {}

    public static int free() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var udp = new DatagramSocket(null)) {
                udp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()));
                return tcp.getLocalPort();
            } catch (java.net.BindException taken) {
                // by the other protocol
            }
        }
        throw new IOException("There is no free port");
    }
}
