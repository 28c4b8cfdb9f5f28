package io.carillon.rtpproxy.control;

import io.carillon.node.health.FunctionalProbe;
import io.carillon.sdp.ng.NgClient;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgObserver;
import io.carillon.sdp.ng.NgOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Asks this node's own NG port for a pong. */
record NgProbe(NgClient client, InetSocketAddress server) implements FunctionalProbe, AutoCloseable {
    private static final Duration DEADLINE = Duration.ofMillis(900);

    static NgProbe of(InetSocketAddress listening) {
        InetAddress host =
                listening.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listening.getAddress();
        return new NgProbe(
                NgClient.open(new InetSocketAddress(host, 0), NgObserver.NONE),
                new InetSocketAddress(host, listening.getPort()));
    }

    @Override
    public String name() {
        return "ng";
    }

    @Override
    public boolean givesUp() {
        return true;
    }

    @Override
    public void check() throws IOException {
        switch (client.ask(server, new NgCommand.Ping(), DEADLINE)) {
            case NgOutcome.Done _ -> {}
            case NgOutcome.Refused(String reason) -> throw new IOException(reason);
            case NgOutcome.Unanswered(String reason) -> throw new IOException(reason);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
