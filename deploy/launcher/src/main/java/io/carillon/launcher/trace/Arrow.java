package io.carillon.launcher.trace;

import io.carillon.node.trace.TraceEvent.Protocol;
import java.time.Instant;

/** One message on its way between two participants. */
public record Arrow(Instant time, String from, String to, Protocol protocol, String summary, String payload) {

    /** What fits on an arrow: the method or the status and what it answers. */
    String label() {
        if (protocol != Protocol.SIP) {
            return protocol == Protocol.DIAMETER ? summary : protocol + " " + summary;
        }
        boolean response = Character.isDigit(summary.charAt(0));
        int space = summary.indexOf(' ');
        return response || space < 0 ? summary : summary.substring(0, space);
    }

    boolean isSipRequest() {
        return protocol == Protocol.SIP && !Character.isDigit(summary.charAt(0));
    }
}
