package io.carillon.bench.hss;

import io.carillon.bench.BenchException;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Workplace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** A started Diameter server. */
record DiameterPeer(String name, Process process, InetSocketAddress address, boolean warmsUp) implements RunningPeer {
    /** The domain of both servers. */
    static final String DOMAIN = "ims.test";

    /** Their Origin-Host. */
    static final String HOST = "hss-1." + DOMAIN;

    private static final int TRIES = 1_800;

    static InetSocketAddress freeAddress() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    /** Until it accepts connections. */
    static DiameterPeer started(
            Workplace place, String name, Process process, InetSocketAddress address, boolean warmsUp) {
        for (int i = 0; i < TRIES && process.isAlive(); i++) {
            try (var socket = new Socket()) {
                socket.connect(address, 500);
                return new DiameterPeer(name, process, address, warmsUp);
            } catch (IOException notYet) {
                pause();
            }
        }
        throw new BenchException(name + " does not listen: " + place.lastWords(process));
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(process.toHandle());
    }
}
