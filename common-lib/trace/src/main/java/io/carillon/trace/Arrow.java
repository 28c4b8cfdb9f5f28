package io.carillon.trace;

import io.carillon.node.trace.TraceEvent.Protocol;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One message on its way between two participants.
 *
 * @param repeats how often it was sent again
 */
public record Arrow(
        Instant time, String from, String to, Protocol protocol, String summary, String payload, int repeats) {
    public Arrow(Instant time, String from, String to, Protocol protocol, String summary, String payload) {
        this(time, from, to, protocol, summary, payload, 0);
    }

    Arrow repeated() {
        return new Arrow(time, from, to, protocol, summary, payload, repeats + 1);
    }

    /** Whether this is the other, sent again. Over HTTP what looks alike was meant twice. */
    boolean isSame(Arrow other) {
        return protocol != Protocol.HTTP
                && protocol == other.protocol
                && from.equals(other.from)
                && to.equals(other.to)
                && summary.equals(other.summary)
                && payload.equals(other.payload);
    }

    private static final Pattern RESPONSE = Pattern.compile("([1-6][0-9]{2}) .*(\\([A-Z]+\\))");

    /** What is written on an arrow that has room: the method, or the status and what it answers. */
    public String label() {
        if (protocol != Protocol.SIP) {
            return protocol == Protocol.DIAMETER ? summary : protocol + " " + summary;
        }
        boolean response = Character.isDigit(summary.charAt(0));
        int space = summary.indexOf(' ');
        return response || space < 0 ? summary : summary.substring(0, space);
    }

    /** The same for an arrow without. */
    public String shortLabel() {
        Matcher response = RESPONSE.matcher(summary);
        return protocol == Protocol.SIP && response.matches() ? response.group(1) + " " + response.group(2) : label();
    }
}
