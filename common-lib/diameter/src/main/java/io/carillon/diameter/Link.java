package io.carillon.diameter;

import io.carillon.diameter.Outcome.Reason;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transport connection to one peer: a reader and a writer on virtual threads, the requests that wait for their
 * answers, and jDiameter's peer state machine for what peers say to each other.
 */
final class Link {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    /** A user profile may be long, a length field that lies must not take the heap. */
    private static final int LONGEST = 1 << 20;

    private static final int LONGEST_OF_STRANGERS = 1 << 14;

    private static final int QUEUED = 20_000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final Frame END = new Frame(Octets.EMPTY);

    private final Socket socket;
    private final LinkOwner owner;
    private final PeerMachine machine;
    private final BlockingQueue<Frame> outgoing = new ArrayBlockingQueue<>(QUEUED);
    private final Map<Integer, CompletableFuture<Frame>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger hopByHop =
            new AtomicInteger(ThreadLocalRandom.current().nextInt());
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long heard = System.nanoTime();
    private volatile Future<?> silence = CompletableFuture.completedFuture(null);

    Link(Socket socket, LinkOwner owner) {
        this.socket = socket;
        this.owner = owner;
        this.machine = new PeerMachine(this, owner);
    }

    /** Speaks first: CER. */
    void startAsInitiator() throws IOException {
        startThreads();
        machine.start();
    }

    /** Waits for the other side's CER. */
    void startAsResponder() throws IOException {
        startThreads();
    }

    private void startThreads() throws IOException {
        socket.setTcpNoDelay(true);
        silence = Deadlines.every(owner.timers().watchdog(), this::endIfSilent);
        var input = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        var output = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        var writer =
                Thread.ofVirtual().name("diameter-write-" + socket.getPort()).start(() -> write(output));
        Thread.ofVirtual().name("diameter-read-" + socket.getPort()).start(() -> read(input, writer));
    }

    /** jDiameter's watchdog runs in a thread of its own and can die with it: silence this long is an end anyhow. */
    private void endIfSilent() {
        if (closed.get()) {
            silence.cancel(false); // it was closed while it started
        } else if (System.nanoTime() - heard
                > owner.timers().watchdog().multipliedBy(4).toNanos()) {
            Thread.ofVirtual().name("diameter-silent").start(this::close);
        }
    }

    /** The peer's Origin-Host, empty before capabilities were exchanged. */
    String peer() {
        return machine.peer();
    }

    InetAddress localAddress() {
        return socket.getLocalAddress();
    }

    String remoteAddress() {
        return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }

    /** Capabilities are exchanged and the watchdog is content. */
    boolean usable() {
        return machine.okay() && !closed.get();
    }

    boolean isClosed() {
        return closed.get();
    }

    boolean idle() {
        return waiting.isEmpty();
    }

    /** Sends a request that has a hop-by-hop identifier of this link; {@link LinkLost} when the link ends. */
    CompletableFuture<Frame> ask(Frame request) {
        var answer = new CompletableFuture<Frame>();
        int id = request.hopByHop();
        waiting.put(id, answer);
        answer.whenComplete((frame, failure) -> waiting.remove(id));
        if (closed.get() || !send(request)) {
            answer.completeExceptionally(new LinkLost(false));
        }
        return answer;
    }

    /** False if the link is closed or its queue is full. */
    boolean send(Frame frame) {
        return !closed.get() && outgoing.offer(frame);
    }

    int nextHopByHop() {
        return hopByHop.getAndIncrement();
    }

    /** Says goodbye with DPR, then closes. */
    void disconnect(DisconnectCause cause) {
        if (!machine.stop(cause)) {
            close();
        }
    }

    /** Closes when everything queued is written. */
    void finish() {
        if (!outgoing.offer(END)) {
            close();
        }
    }

    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        silence.cancel(false);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing {}", remoteAddress(), e);
        }
        outgoing.clear();
        outgoing.offer(END);
        abandon();
        owner.closed(this);
        machine.lost();
    }

    /** RFC 3539 §3.4.1: when the watchdog suspects the peer, what waits for it goes to another. */
    void abandon() {
        waiting.values().forEach(answer -> answer.completeExceptionally(new LinkLost(true)));
    }

    private void read(DataInputStream input, Thread writer) {
        try {
            while (!closed.get()) {
                var frame = next(input);
                heard = System.nanoTime();
                received(frame);
            }
        } catch (IOException e) {
            LOG.debug("{} {}: {}", peer(), remoteAddress(), e.toString());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("Diameter link to {} {} closed", peer(), remoteAddress(), e);
        } finally {
            finish(writer);
        }
    }

    /** The last answers may still leave, to a peer that reads them. */
    private void finish(Thread writer) {
        finish();
        try {
            writer.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** RFC 6733 §3: after a wrong version or length nothing that follows can be framed. */
    private Frame next(DataInputStream input) throws IOException {
        int head = input.readInt();
        int length = head & 0xff_ffff;
        int longest = machine.exchanged() ? LONGEST : LONGEST_OF_STRANGERS;
        if (head >>> 24 != 1 || length < Frame.HEADER || length % 4 != 0 || length > longest) {
            LOG.warn(
                    "Diameter link to {} {} closed: version {}, length {}",
                    peer(),
                    remoteAddress(),
                    head >>> 24,
                    length);
            throw new IOException("cannot be framed");
        }
        var bytes = new byte[length];
        bytes[0] = 1;
        bytes[1] = (byte) (length >> 16);
        bytes[2] = (byte) (length >> 8);
        bytes[3] = (byte) length;
        input.readFully(bytes, 4, length - 4);
        return new Frame(Octets.view(bytes));
    }

    private void received(Frame frame) throws IOException {
        if (frame.betweenPeers()) {
            machine.received(frame);
        } else if (!machine.exchanged()) {
            throw new IOException("command " + frame.command() + " before capabilities exchange");
        } else if (frame.request()) {
            owner.requested(this, frame);
        } else {
            answered(frame);
        }
    }

    private void answered(Frame frame) {
        var answer = waiting.get(frame.hopByHop());
        if (answer == null) {
            LOG.debug("{}: answer {} that nobody waits for", peer(), frame.command());
        } else {
            answer.complete(frame);
        }
    }

    private void write(BufferedOutputStream output) {
        try {
            for (var frame = outgoing.take(); frame != END; frame = outgoing.take()) {
                output.write(frame.octets().toArray());
                if (outgoing.isEmpty()) {
                    output.flush();
                }
            }
            output.flush();
        } catch (IOException e) {
            LOG.debug("{} {}: {}", peer(), remoteAddress(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** The link ended before the answer came. */
    static final class LinkLost extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean sent;

        LinkLost(boolean sent) {
            super(Reason.CONNECTION_LOST.name(), null, false, false);
            this.sent = sent;
        }

        /** The peer may have got the request. */
        boolean sent() {
            return sent;
        }
    }
}
