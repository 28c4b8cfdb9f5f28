package io.carillon.node.telemetry;

import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pairs a traced message with its counterpart.
 *
 * @param exchange the same for a request and its answers, at both of its ends
 * @param ends an answer after which nothing more is awaited
 * @param failed a final answer that says no
 */
record Message(String exchange, boolean request, boolean ends, boolean failed, Map<String, String> attributes) {
    /** The names of RFC 3261 §7.3.3, long and short; the first of several is the newest. */
    private static final Pattern BRANCH = Pattern.compile(
            "^(?:via|v)\\s*:[^\\r\\n]*?;\\s*branch=([^;,\\s]+)", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

    private static final Pattern CSEQ =
            Pattern.compile("^cseq\\s*:\\s*([0-9]+)\\s+([A-Z]+)", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    /** RFC 6733 §3: flags at octet 4, Hop-by-Hop Identifier at 12. */
    private static final int FLAGS = 8;

    private static final int HOP_BY_HOP = 24;
    private static final int HEADER = 40;
    private static final int ID_DIGITS = 8;
    private static final String ACK = "ACK";

    static Message of(TraceEvent event) {
        return switch (event.protocol()) {
            case SIP -> sip(event);
            case DIAMETER -> diameter(event);
            case NG, DNS, HTTP -> other(event);
        };
    }

    private static Message sip(TraceEvent event) {
        Matcher branch = BRANCH.matcher(event.payload());
        Matcher cseq = CSEQ.matcher(event.payload());
        if (!branch.find() || !cseq.find()) {
            return new Message("", false, false, false, Map.of());
        }
        String exchange = "sip " + branch.group(1) + " " + cseq.group(1) + " " + cseq.group(2);
        String summary = event.summary();
        if (!Character.isDigit(summary.charAt(0))) {
            boolean ack = cseq.group(2).equals(ACK);
            return new Message(exchange, !ack, false, false, Map.of("sip.method", cseq.group(2)));
        }
        int status = Integer.parseInt(summary.substring(0, 3));
        return new Message(
                exchange, false, status >= 200, status >= 400, Map.of("sip.status", Integer.toString(status)));
    }

    private static Message diameter(TraceEvent event) {
        String octets = event.payload();
        if (octets.length() < HEADER) {
            return new Message("", false, false, false, Map.of());
        }
        String exchange = "diameter " + octets.substring(HOP_BY_HOP, HOP_BY_HOP + ID_DIGITS) + " " + ends(event);
        boolean request = (Character.digit(octets.charAt(FLAGS), 16) & 8) != 0;
        int space = event.summary().indexOf(' ');
        if (request || space < 0) {
            return new Message(exchange, request, !request, false, Map.of("diameter.command", event.summary()));
        }
        String result = event.summary().substring(space + 1);
        return new Message(exchange, false, true, !result.startsWith("2"), Map.of("diameter.result", result));
    }

    /** One after the other between two nodes: whoever asks next waits for the answer to what was asked before. */
    private static Message other(TraceEvent event) {
        boolean sent = event.direction() == Direction.SENT;
        String protocol = event.protocol().name().toLowerCase(Locale.ROOT);
        String first = event.keys().stream().findFirst().orElse("");
        String exchange = protocol + " " + first + " " + ends(event);
        // Of these only who asks records what it hears, and rtpproxy, who answers.
        boolean answers = event.node().startsWith("rtpproxy");
        boolean request = sent != answers;
        return new Message(exchange, request, !request, false, Map.of());
    }

    /** Alike in both directions. */
    private static String ends(TraceEvent event) {
        boolean ordered = event.from().compareTo(event.to()) < 0;
        return ordered ? event.from() + " " + event.to() : event.to() + " " + event.from();
    }
}
