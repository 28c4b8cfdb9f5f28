package io.carillon.sdp.ng;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks media proxies over one UDP socket. {@link #ask} blocks and is meant for virtual threads; a command without an
 * answer is sent again under the same cookie, which the proxy answers from its memory without doing it twice.
 */
public final class NgClient implements AutoCloseable {
    private static final long FIRST_RETRY_MILLIS = 250;
    private static final long LONGEST_RETRY_MILLIS = 1000;
    private static final int MAX_IN_FLIGHT = 4096;

    private record Waiting(InetSocketAddress proxy, CompletableFuture<NgMessage> answer) {}

    private final ConcurrentMap<String, Waiting> inFlight = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();
    private final String cookiePrefix;
    /** Not a channel: interrupting a thread that sends on a channel would close it for all. */
    private final DatagramSocket socket;

    private final InetSocketAddress local;
    private final NgObserver observer;

    private NgClient(DatagramSocket socket, NgObserver observer) {
        this.socket = socket;
        this.observer = observer;
        this.local = (InetSocketAddress) socket.getLocalSocketAddress();
        byte[] random = new byte[6];
        new SecureRandom().nextBytes(random);
        this.cookiePrefix = HexFormat.of().formatHex(random) + '_';
    }

    /** Opens the socket at {@code bind}; port 0 takes any. */
    public static NgClient open(InetSocketAddress bind, NgObserver observer) {
        try {
            NgClient client = new NgClient(new DatagramSocket(bind), observer);
            Thread.ofVirtual().name("ng-client").start(client::receive);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException("NG client cannot use " + bind, e);
        }
    }

    public InetSocketAddress local() {
        return local;
    }

    /** Sends the command and waits for its answer at most until {@code deadline} has passed. */
    public NgOutcome ask(InetSocketAddress proxy, NgCommand command, Duration deadline) {
        if (inFlight.size() >= MAX_IN_FLIGHT) {
            return new NgOutcome.Unanswered("too many NG commands in flight");
        }
        NgMessage message = new NgMessage(cookiePrefix + sequence.incrementAndGet(), command.toDict());
        Waiting waiting = new Waiting(proxy, new CompletableFuture<>());
        inFlight.put(message.cookie(), waiting);
        try {
            observer.sent(local, proxy, message);
            NgMessage answer = sendUntilAnswered(message.encode(), waiting, System.nanoTime() + deadline.toNanos());
            observer.received(local, proxy, answer);
            return NgOutcome.of(answer.body());
        } catch (TimeoutException _) {
            return new NgOutcome.Unanswered("no answer to " + command.name() + " from " + proxy);
        } catch (IOException | ExecutionException e) {
            return new NgOutcome.Unanswered(command.name() + " to " + proxy + ": " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new NgOutcome.Unanswered("interrupted");
        } finally {
            inFlight.remove(message.cookie());
        }
    }

    private NgMessage sendUntilAnswered(byte[] datagram, Waiting waiting, long deadline)
            throws IOException, ExecutionException, InterruptedException, TimeoutException {
        for (long pause = FIRST_RETRY_MILLIS; ; pause = Math.min(2 * pause, LONGEST_RETRY_MILLIS)) {
            socket.send(new DatagramPacket(datagram, datagram.length, waiting.proxy()));
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            try {
                return waiting.answer().get(Math.min(pause, Math.max(left, 0)), TimeUnit.MILLISECONDS);
            } catch (TimeoutException timeout) {
                if (left <= pause) {
                    throw timeout;
                }
            }
        }
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[Bencode.MAX_BYTES], Bencode.MAX_BYTES);
        while (!socket.isClosed()) {
            try {
                packet.setLength(Bencode.MAX_BYTES);
                socket.receive(packet);
                accept(
                        packet.getSocketAddress(),
                        NgMessage.decode(Arrays.copyOf(packet.getData(), packet.getLength())));
            } catch (NgException | IOException _) {
                // Not an answer to anything: the command that waits for one is retransmitted or runs out of time.
                continue;
            }
        }
    }

    /** Only the proxy that was asked may answer. */
    private void accept(SocketAddress source, NgMessage answer) {
        Waiting waiting = inFlight.get(answer.cookie());
        if (waiting != null && waiting.proxy().equals(source)) {
            waiting.answer().complete(answer);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
