package io.carillon.trace;

import io.carillon.diameter.Avp;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What the nodes trace of a small network: alice and bob are phones, everything else with a number is a node. */
final class Scene {
    static final String ALICE = "10.0.0.1:5060";
    static final String BOB = "10.0.0.2:5060";

    private final List<TraceEvent> events = new ArrayList<>();
    private final Map<String, String> branches = new HashMap<>();
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    Scene after(Duration pause) {
        now = now.plus(pause);
        return this;
    }

    /** A request such as {@code INVITE sip:bob@home}, or an answer such as {@code 486 Busy Here (INVITE)}. */
    Scene sip(String from, String to, String summary, String... headers) {
        boolean answer = Character.isDigit(summary.charAt(0));
        String method = answer
                ? summary.substring(summary.indexOf('(') + 1, summary.length() - 1)
                : summary.substring(0, summary.indexOf(' '));
        String hop = answer ? to + from + method : from + to + method;
        if (!answer) {
            branches.put(hop, "z9hG4bK" + branches.size() + events.size());
        }
        var text = new StringBuilder(
                answer ? "SIP/2.0 " + summary.substring(0, summary.indexOf(" (")) : summary + " SIP/2.0");
        text.append("\r\nVia: SIP/2.0/UDP host;branch=").append(branches.get(hop));
        text.append("\r\nFrom: <sip:")
                .append(from.equals(BOB) ? "bob" : "alice")
                .append("@home>;tag=1");
        text.append("\r\nTo: <sip:")
                .append(method.equals("REGISTER") ? "alice" : "bob")
                .append("@home>");
        text.append("\r\nCall-ID: call\r\nCSeq: 1 ").append(method).append("\r\n");
        for (var header : headers) {
            text.append(header).append("\r\n");
        }
        return add(
                Protocol.SIP,
                from,
                to,
                summary,
                text.append("Content-Length: 0\r\n\r\n").toString());
    }

    /** The message before, once more. */
    Scene again() {
        var last = events.getLast();
        return add(last.protocol(), last.from(), last.to(), last.summary(), last.payload());
    }

    Scene diameter(String from, String to, String summary) {
        return add(Protocol.DIAMETER, from, to, summary, "01" + events.size());
    }

    /** A message of Rx with these AVPs and those that every one has. */
    Scene rx(String from, String to, String summary, Avp... avps) {
        return add(Protocol.DIAMETER, from, to, summary, RxOctets.hex(summary, avps));
    }

    /** A request such as {@code POST /path}, or an answer such as {@code 201}. */
    Scene http(String from, String to, String summary, String json) {
        return add(Protocol.HTTP, from, to, summary, json);
    }

    Scene ng(String from, String to, String summary) {
        return add(Protocol.NG, from, to, summary, "d7:command5:offere" + events.size());
    }

    private Scene add(Protocol protocol, String from, String to, String summary, String payload) {
        now = now.plusMillis(10);
        boolean sent = !from.contains(":");
        events.add(new TraceEvent(
                now,
                sent ? from : to,
                protocol,
                sent ? Direction.SENT : Direction.RECEIVED,
                from,
                to,
                summary,
                new LinkedHashSet<>(List.of("call")),
                payload));
        return this;
    }

    Verdict verdict() {
        return Verdicts.on(Ladder.of(events, events)).orElseThrow();
    }
}
