package io.carillon.console.adapter.homer;

import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import io.carillon.trace.Hep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends every SIP message of the trace to a Homer, masked as it is in the trace, and without what people write to each other:
 * once, as its sender saw it, or its receiver if the sender is no node. What cannot be sent is gone, as a datagram may.
 */
public final class HomerExport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HomerExport.class);

    private final DatagramChannel socket;
    private final InetSocketAddress homer;
    private final int agent;
    private final boolean texts;
    private final NodeDirectory directory;
    private final Instant start;
    private boolean failing;

    /**
     * @param texts whether the texts of messages go along: who opens a Homer has no role of ours
     * @param start what is older was sent by an earlier run
     */
    public HomerExport(InetSocketAddress homer, int agent, boolean texts, NodeDirectory directory, Instant start) {
        this.homer = homer;
        this.agent = agent;
        this.texts = texts;
        this.directory = directory;
        this.start = start;
        try {
            this.socket = DatagramChannel.open();
            socket.configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void take(TraceEvent event) {
        boolean seenBySender = event.direction() == Direction.SENT;
        boolean fromOutside = event.from().indexOf(':') >= 0;
        if (event.protocol() != Protocol.SIP || event.time().isBefore(start) || !(seenBySender || fromOutside)) {
            return;
        }
        try {
            socket.send(ByteBuffer.wrap(Hep.of(texts ? event : discreet(event), agent, this::address)), homer);
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                LOG.warn("Homer at {} gets no messages: {}", homer, e.toString());
            }
        }
    }

    /** A text keeps its length, so that Content-Length stays true. */
    private static TraceEvent discreet(TraceEvent event) {
        int end = event.payload().indexOf("\r\n\r\n");
        if (end < 0 || !event.payload().startsWith("MESSAGE ")) {
            return event;
        }
        var headers = event.payload().substring(0, end + 4);
        int length = event.payload().substring(end + 4).getBytes(StandardCharsets.UTF_8).length;
        return new TraceEvent(
                event.time(),
                event.node(),
                event.protocol(),
                event.direction(),
                event.from(),
                event.to(),
                event.summary(),
                event.keys(),
                headers + "*".repeat(length));
    }

    /** A node's id is its role and a number. */
    private Optional<InetSocketAddress> address(String id) {
        int dash = id.lastIndexOf('-');
        return dash < 0
                ? Optional.empty()
                : directory.find(id.substring(0, dash), id).flatMap(HomerExport::sip);
    }

    private static Optional<InetSocketAddress> sip(NodeInfo node) {
        return node.address("sip");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
