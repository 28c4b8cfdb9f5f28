package io.carillon.testkit;

import io.carillon.sip.message.SipResponse;
import io.carillon.testkit.sms.RpMessage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A short message on its way to the SMS centre (TS 24.341 §5.3.1.2). */
public final class Submission {
    private final String callId;
    private final int reference;
    private final SipResponse response;
    private final Supplier<@Nullable RpMessage> report;

    Submission(String callId, int reference, SipResponse response, Supplier<@Nullable RpMessage> report) {
        this.callId = callId;
        this.reference = reference;
        this.response = response;
        this.report = report;
    }

    public String callId() {
        return callId;
    }

    public int reference() {
        return reference;
    }

    /** The answer to the MESSAGE, 202 if the SMS centre took it. */
    public SipResponse response() {
        return response;
    }

    /** Waits until the SMS centre has acknowledged with RP-ACK. @throws MissingArrow if it does not, or with RP-ERROR */
    public Submission awaitAcknowledged() {
        if (!(awaitReport() instanceof RpMessage.Ack)) {
            throw new MissingArrow("expected RP-ACK " + reference, "  <- RP-ERROR " + report.get());
        }
        return this;
    }

    /** Waits for RP-ACK or RP-ERROR. */
    public RpMessage awaitReport() {
        var came = report.get();
        if (came == null) {
            throw new IllegalStateException("The wait ended without a report");
        }
        return came;
    }
}
