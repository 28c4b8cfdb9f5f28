package io.carillon.bench.media;

import io.carillon.bench.BenchException;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Workplace;
import io.carillon.sdp.ng.NgClient;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgObserver;
import io.carillon.sdp.ng.NgOutcome;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A started relay. */
record Relay(String name, Process process, InetSocketAddress address, boolean warmsUp) implements RunningPeer {
    private static final Duration TRY = Duration.ofMillis(500);
    private static final int TRIES = 120;

    /** Until it answers a ping. */
    static Relay started(Workplace place, String name, Process process, InetSocketAddress address, boolean warmsUp) {
        try (var ng = NgClient.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), NgObserver.NONE)) {
            for (int i = 0; i < TRIES; i++) {
                if (!process.isAlive()) {
                    throw new BenchException(name + " ended: " + place.lastWords(process));
                }
                if (ng.ask(address, new NgCommand.Ping(), TRY) instanceof NgOutcome.Done) {
                    return new Relay(name, process, address, warmsUp);
                }
            }
        }
        throw new BenchException(name + " does not answer: " + place.lastWords(process));
    }

    static InetSocketAddress freeAddress() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(process.toHandle());
    }
}
