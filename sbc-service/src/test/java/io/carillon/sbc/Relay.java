package io.carillon.sbc;

import io.carillon.node.directory.NodeInfo;
import io.carillon.sdp.ng.MediaOptions;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgMessage;
import io.carillon.sdp.ng.NgValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A media relay's control port: puts its own address into each description, adds 10,000 to the port, and tells the test
 * what it was asked.
 */
final class Relay implements AutoCloseable {
    static final String ADDRESS = "192.0.2.10";
    private static final Pattern PORT = Pattern.compile("m=(\\w+) ([1-9]\\d*) ");

    /** How it answers. */
    enum Mood {
        WILLING,
        BUSY,
        SILENT,
        BABBLING,
        FORGETFUL,
        AMNESIC
    }

    private final String id;
    private final DatagramSocket socket;
    private final LinkedBlockingQueue<NgCommand> asked = new LinkedBlockingQueue<>();
    volatile Mood mood = Mood.WILLING;

    Relay(String id) {
        this.id = id;
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    NodeInfo node() {
        return new NodeInfo("rtpproxy", id, Map.of("ng", "127.0.0.1:" + socket.getLocalPort()), 100, 0);
    }

    private void read() {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        while (!socket.isClosed()) {
            try {
                packet.setLength(65_535);
                socket.receive(packet);
                var message = NgMessage.decode(Arrays.copyOf(packet.getData(), packet.getLength()));
                if (mood != Mood.SILENT) {
                    var command = NgCommand.from(message.body());
                    asked.add(command);
                    var answer = new NgMessage(message.cookie(), reply(command)).encode();
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private NgValue.Dict reply(NgCommand command) {
        var reply = NgValue.Dict.builder();
        if (mood == Mood.BUSY) {
            return reply.put("result", "error")
                    .put("error-reason", "Ran out of ports")
                    .build();
        }
        if (mood == Mood.AMNESIC) {
            return reply.put("result", "error")
                    .put("error-reason", "Unknown call-id")
                    .build();
        }
        reply.put("result", "ok");
        if (mood == Mood.FORGETFUL) {
            return reply.build();
        }
        if (mood == Mood.BABBLING) {
            return reply.put("sdp", "what?").build();
        }
        return switch (command) {
            case NgCommand.Offer offer ->
                reply.put("sdp", rewritten(offer.sdp())).build();
            case NgCommand.Answer answer ->
                reply.put("sdp", rewritten(answer.sdp())).build();
            case NgCommand.Delete ignored -> figures(reply);
            default -> reply.build();
        };
    }

    /** As our relay and rtpengine tell what a call's media were like: one way was worse than the other. */
    private static NgValue.Dict figures(NgValue.Dict.Builder reply) {
        var counted = NgValue.Dict.builder().put("packets", 2_500).put("bytes", 430_000);
        return reply.put(
                        "totals",
                        NgValue.Dict.builder().put("RTP", counted.build()).build())
                .put(
                        "SSRC",
                        NgValue.Dict.builder()
                                .put("4711", source(43, 4))
                                .put("4712", source(38, 21))
                                .build())
                .build();
    }

    private static NgValue.Dict source(int tenths, int lost) {
        var average = NgValue.Dict.builder().put("MOS", tenths).put("jitter", 7);
        return NgValue.Dict.builder()
                .put("cumulative loss", lost)
                .put("average MOS", average.build())
                .build();
    }

    static String rewritten(String sdp) {
        return PORT.matcher(sdp.replaceAll("c=IN IP4 \\S+", "c=IN IP4 " + ADDRESS))
                .replaceAll(line -> "m=" + line.group(1) + " " + (Integer.parseInt(line.group(2)) + 10_000) + " ");
    }

    /** The next command, which must be of this kind; the same command sent again counts once. */
    <C extends NgCommand> C expect(Class<C> kind) {
        try {
            var command = asked.poll(10, TimeUnit.SECONDS);
            if (!kind.isInstance(command)) {
                throw new AssertionError(id + " expected " + kind.getSimpleName() + " but was asked " + command);
            }
            return kind.cast(command);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Optional<String> source(NgCommand command) {
        return switch (command) {
            case NgCommand.Offer offer -> offer.options().receivedFrom();
            case NgCommand.Answer answer -> answer.options().receivedFrom();
            default -> MediaOptions.NONE.receivedFrom();
        };
    }

    /** What was asked so far is of no interest. */
    void forget() {
        asked.clear();
    }

    List<NgCommand> rest() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        socket.close();
    }
}
