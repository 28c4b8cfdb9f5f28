package io.carillon.trace;

import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;

/** Trace events as the nodes of a small call write them, each a millisecond after the one before. */
final class Messages {
    private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");
    private int milliseconds;

    TraceEvent sent(String node, String to, String summary, String branch, String... keys) {
        return sip(node, Direction.SENT, node, to, summary, branch, keys);
    }

    TraceEvent received(String node, String from, String summary, String branch, String... keys) {
        return sip(node, Direction.RECEIVED, from, node, summary, branch, keys);
    }

    TraceEvent diameter(String node, Direction direction, String from, String to, String summary, String... keys) {
        return new TraceEvent(
                next(), node, Protocol.DIAMETER, direction, from, to, summary, ordered(keys), "0100" + summary);
    }

    TraceEvent ng(String node, Direction direction, String from, String to, String summary, String payload) {
        return new TraceEvent(next(), node, Protocol.NG, direction, from, to, summary, ordered("call"), payload);
    }

    TraceEvent binary(String from, String to, String summary, String payload) {
        return new TraceEvent(
                next(), from, Protocol.DIAMETER, Direction.SENT, from, to, summary, ordered("call"), payload);
    }

    private TraceEvent sip(
            String node, Direction direction, String from, String to, String summary, String branch, String... keys) {
        String payload = """
                %s\r
                Via: SIP/2.0/UDP 127.0.0.1:5070;branch=%s\r
                From: <sip:alice@home>;tag=1\r
                CSeq: 1 INVITE\r
                \r
                """.formatted(summary, branch);
        return new TraceEvent(next(), node, Protocol.SIP, direction, from, to, summary, ordered(keys), payload);
    }

    private static LinkedHashSet<String> ordered(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }

    private Instant next() {
        return BEGIN.plusMillis(milliseconds++);
    }
}
