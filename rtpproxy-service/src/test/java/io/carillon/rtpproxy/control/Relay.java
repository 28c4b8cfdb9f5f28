package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.rtpproxy.pipeline.MediaRelay;
import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import io.carillon.sdp.ng.NgClient;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgMessage;
import io.carillon.sdp.ng.NgObserver;
import io.carillon.sdp.ng.NgOutcome;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A whole relay behind its NG socket, and a client of another server that asks it. */
final class Relay implements AutoCloseable {
    static final String CALL = "a84b4c76e66710";
    private static final NgExchange UNOBSERVED = new NgExchange() {
        @Override
        public void asked(InetSocketAddress client, NgMessage command) {}

        @Override
        public void answered(InetSocketAddress client, NgMessage command, NgMessage answer) {}
    };

    final AtomicLong skipped = new AtomicLong();
    final Queue<CallReport> ended = new ConcurrentLinkedQueue<>();
    final Calls calls;
    final NgServer server;
    final MediaRelay media;
    private final NgClient client;

    Relay(int pairs) throws IOException {
        this(pairs, Map.of());
    }

    Relay(int pairs, Map<String, MediaInterface> networks) throws IOException {
        int first = freePorts(2 * pairs);
        media = new MediaRelay(first, first + 2 * pairs - 1, 2, Duration.ofMillis(1));
        MediaInterface network = new MediaInterface(Phone.LOOPBACK, Phone.LOOPBACK);
        MediaTimeouts timeouts = new MediaTimeouts(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofHours(1));
        MediaClock clock = new MediaClock(InstantSource.system(), () -> System.nanoTime() + skipped.get());
        calls = new Calls(media, new MediaInterfaces(network, networks), timeouts, clock, (last, _) -> ended.add(last));
        InetSocketAddress any = new InetSocketAddress(Phone.LOOPBACK, 0);
        server = NgServer.open(any, 64, new RtpproxyNode(calls)::handle, UNOBSERVED, clock.nanos());
        client = NgClient.open(any, NgObserver.NONE);
    }

    NgOutcome ask(NgCommand command) {
        return client.ask(server.local(), command, Duration.ofSeconds(10));
    }

    NgOutcome.Done done(NgCommand command) {
        NgOutcome outcome = ask(command);
        assertThat(outcome).isInstanceOf(NgOutcome.Done.class);
        return (NgOutcome.Done) outcome;
    }

    /** What the callee is shown. */
    SessionDescription offer(String sdp, MediaOptions options) {
        return done(new NgCommand.Offer(CALL, "alice", Optional.empty(), sdp, options))
                .sdp()
                .orElseThrow();
    }

    /** What the caller is shown. */
    SessionDescription answer(String sdp, MediaOptions options) {
        return done(new NgCommand.Answer(CALL, "alice", "bob", sdp, options))
                .sdp()
                .orElseThrow();
    }

    void skip(Duration time) {
        skipped.addAndGet(time.toNanos());
    }

    /** The first of a run of ports above an ephemeral one; the pool passes over those that are taken. */
    private static int freePorts(int count) throws IOException {
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(Phone.LOOPBACK, 0))) {
            int port = probe.getLocalPort();
            return port + count < 65_000 ? port + 1 + (port + 1 & 1) : port - count & ~1;
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        media.close();
    }
}
