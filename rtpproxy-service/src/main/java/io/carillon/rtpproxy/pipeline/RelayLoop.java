package io.carillon.rtpproxy.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One relay thread: a selector, one packet buffer used again and again, and the calls given to it. A call's state is
 * touched on its thread only; others hand in tasks.
 */
final class RelayLoop implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayLoop.class);
    /** So that one busy port cannot starve the others. */
    private static final int BURST = 64;
    /** A port that brings packets closer than this may hold more than one: a voice call's never does. */
    private static final long DENSE = 5_000_000;

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Runnable> releases = new ArrayList<>();
    private final Packet packet = new Packet();
    private final Traffic traffic = new Traffic();
    private final Consumer<SelectionKey> reader = this::read;
    private final Thread thread;
    private final long gather;
    private volatile boolean closed;
    private long lastRound;

    /** @param gather how long packets may be let come together */
    RelayLoop(int number, Duration gather) {
        this.gather = gather.toNanos();
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().name("relay-" + number).daemon().start(this::run);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    Traffic traffic() {
        return traffic;
    }

    int sockets() {
        return selector.keys().size();
    }

    /** To be called on this thread. */
    void register(RelayPort port) {
        try {
            port.channel().register(selector, SelectionKey.OP_READ, port);
        } catch (ClosedChannelException _) {
            LOG.debug("port closed before it was read");
        }
    }

    /** To be called on this thread: runs {@code release} once the sockets closed so far have left the kernel. */
    void afterClosing(Runnable release) {
        releases.add(release);
    }

    private void reap() throws IOException {
        if (releases.isEmpty()) {
            return;
        }
        List<Runnable> due = List.copyOf(releases);
        releases.clear();
        try {
            // A registered channel is gone only after the next selection.
            selector.selectNow(reader);
        } finally {
            due.forEach(Runnable::run);
        }
    }

    private void run() {
        while (!closed) {
            try {
                // Gathering may have taken a task's wake-up.
                if (select() == 0 && tasks.isEmpty()) {
                    selector.select(reader, 1000);
                }
                runTasks();
                reap();
            } catch (IOException | RuntimeException | StackOverflowError e) {
                // The thread carries every call given to it; nothing a packet or a task does may end it.
                LOG.error("relay thread goes on after {}", e.toString());
            }
        }
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            LOG.warn("relay selector not closed: {}", e.toString());
        }
    }

    /**
     * Waking up costs as much as a packet. Where packets come all the time they are let come together for a moment; a
     * lone one is not kept waiting.
     */
    private int select() throws IOException {
        long round = packet.arrival;
        boolean busy = round - lastRound < gather && round != lastRound;
        lastRound = round;
        if (!busy) {
            return 0;
        }
        LockSupport.parkNanos(gather);
        return selector.selectNow(reader);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void read(SelectionKey key) {
        // What an answer said must hold for the packets sent after it.
        runTasks();
        RelayPort port = (RelayPort) key.attachment();
        DatagramChannel channel = port.channel();
        try {
            boolean more = true;
            for (int i = 0; more && i < BURST; i++) {
                InetSocketAddress source = (InetSocketAddress) channel.receive(packet.bytes.clear());
                if (source == null) {
                    return;
                }
                packet.bytes.flip();
                packet.source = source;
                packet.arrival = System.nanoTime();
                more = port.isDense(packet.arrival, DENSE);
                if (port.process(packet)) {
                    traffic.relayed(packet.length());
                } else {
                    traffic.dropped();
                }
            }
        } catch (ClosedChannelException _) {
            key.cancel();
        } catch (IOException e) {
            LOG.debug("media port: {}", e.toString());
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(2000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
