package io.carillon.node.sip;

import io.carillon.node.trace.TraceSink;
import io.carillon.sip.message.SipMessage;
import java.nio.charset.StandardCharsets;

/** Messages for tests of the trace. */
public final class TracedMessages {
    private TracedMessages() {}

    public static TraceSink.Wire of(String text) {
        return new TracedSip(SipMessage.parse(text.getBytes(StandardCharsets.UTF_8)));
    }
}
