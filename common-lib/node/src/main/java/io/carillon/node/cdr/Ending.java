package io.carillon.node.cdr;

import io.carillon.sip.message.SipResponse;
import java.util.Map;

/**
 * How a call ended, as its record says it (TS 32.298 §5.1.3.1.6, §5.1.3.1.59).
 *
 * @param cause in a word, and the status that the caller heard
 * @param by caller, callee or network
 * @param reason more of it, empty if there is none
 */
public record Ending(String cause, String by, String reason) {
    public static Ending byNetwork(String cause, String reason) {
        return new Ending(cause, "network", reason);
    }

    /** A BYE. @param caller if it came from who called */
    public static Ending hungUp(boolean caller) {
        return new Ending("BYE 200", caller ? "caller" : "callee", "");
    }

    /** Never answered. */
    public static Ending unanswered(SipResponse last) {
        int status = last.status();
        return switch (status) {
            case 487 -> new Ending("CANCELLED 487", "caller", "");
            case 408, 480 -> new Ending("NO_ANSWER " + status, "network", last.reason());
            default ->
                new Ending("REFUSED " + status, status >= 500 && status < 600 ? "network" : "callee", last.reason());
        };
    }

    public Map<String, String> fields() {
        return reason.isEmpty() ? Map.of("releasedBy", by) : Map.of("releasedBy", by, "reason", reason);
    }
}
