package io.carillon.rtpproxy.control;

import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgException;
import io.carillon.sdp.ng.NgMessage;
import io.carillon.sdp.ng.NgValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes NG commands on a UDP socket; each is done once and on a virtual thread, no more than a bound at a time. */
final class NgServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NgServer.class);
    private static final int LARGEST = 65_535;
    private static final long COMPLAINT_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final DatagramSocket socket;
    private final Function<NgCommand, NgValue.Dict> node;
    private final NgExchange observer;
    private final AnswerCache answers = new AnswerCache();
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room;
    private final LongSupplier nanos;
    private long lastComplaint;

    private NgServer(
            DatagramSocket socket,
            int atOnce,
            Function<NgCommand, NgValue.Dict> node,
            NgExchange observer,
            LongSupplier nanos) {
        this.socket = socket;
        this.room = new Semaphore(atOnce);
        this.node = node;
        this.observer = observer;
        this.nanos = nanos;
        this.lastComplaint = nanos.getAsLong() - COMPLAINT_PAUSE;
    }

    static NgServer open(
            InetSocketAddress address,
            int atOnce,
            Function<NgCommand, NgValue.Dict> node,
            NgExchange observer,
            LongSupplier nanos) {
        try {
            NgServer server = new NgServer(new DatagramSocket(address), atOnce, node, observer, nanos);
            Thread.ofPlatform().name("ng-server").start(server::receive);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("NG control cannot use UDP " + address, e);
        }
    }

    /** Answers that are kept for who did not hear them. */
    int remembered() {
        return answers.size();
    }

    InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        while (!socket.isClosed()) {
            try {
                packet.setLength(LARGEST);
                socket.receive(packet);
                accept(
                        (InetSocketAddress) packet.getSocketAddress(),
                        Arrays.copyOf(packet.getData(), packet.getLength()));
            } catch (IOException | RuntimeException e) {
                if (!socket.isClosed()) {
                    LOG.warn("NG control goes on after {}", e.toString());
                }
            }
        }
    }

    private void accept(InetSocketAddress client, byte[] datagram) {
        NgMessage message;
        try {
            message = NgMessage.decode(datagram);
        } catch (NgException e) {
            complain(client, e.reason());
            e.cookie()
                    .ifPresent(cookie ->
                            send(client, new NgMessage(cookie, RtpproxyNode.refused(e.reason())).encode()));
            return;
        }
        switch (answers.begin(client, message.cookie(), nanos.getAsLong())) {
            case AnswerCache.Standing.Done(byte[] answer) -> send(client, answer);
            case AnswerCache.Standing.InHand() -> LOG.debug("{} sent again while in hand", message.cookie());
            case AnswerCache.Standing.New() -> begin(client, message);
        }
    }

    /** A flood of garbage must not become a flood of log lines. */
    private void complain(InetSocketAddress client, String reason) {
        long now = nanos.getAsLong();
        if (now - lastComplaint < COMPLAINT_PAUSE) {
            LOG.debug("malformed NG message from {}: {}", client, reason);
            return;
        }
        lastComplaint = now;
        LOG.info("malformed NG message from {}: {}", client, reason);
    }

    private void begin(InetSocketAddress client, NgMessage message) {
        if (!room.tryAcquire()) {
            answers.forget(client, message.cookie());
            NgValue.Dict full = NgValue.Dict.builder()
                    .put("result", "load limit")
                    .put("message", "too many commands in hand")
                    .build();
            send(client, new NgMessage(message.cookie(), full).encode());
            return;
        }
        handlers.execute(() -> {
            try {
                perform(client, message);
            } finally {
                room.release();
            }
        });
    }

    private void perform(InetSocketAddress client, NgMessage message) {
        observer.asked(client, message);
        NgMessage answer = new NgMessage(message.cookie(), reply(message));
        byte[] datagram = answer.encode();
        answers.done(client, message.cookie(), datagram, nanos.getAsLong());
        observer.answered(client, message, answer);
        send(client, datagram);
    }

    private NgValue.Dict reply(NgMessage message) {
        try {
            return node.apply(NgCommand.from(message.body()));
        } catch (NgException e) {
            LOG.info("bad NG command {}: {}", message.cookie(), e.reason());
            return RtpproxyNode.refused(e.reason());
        } catch (RuntimeException e) {
            LOG.error("NG command {} failed", message.cookie(), e);
            return RtpproxyNode.refused("Internal error");
        }
    }

    private void send(InetSocketAddress client, byte[] datagram) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, client));
        } catch (IOException e) {
            LOG.warn("NG answer to {} not sent: {}", client, e.toString());
        }
    }

    @Override
    public void close() {
        socket.close();
        handlers.close();
    }
}
