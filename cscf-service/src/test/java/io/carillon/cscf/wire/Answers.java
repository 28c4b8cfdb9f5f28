package io.carillon.cscf.wire;

import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.SipClient;
import java.time.Duration;

/** What comes back on a request under way. */
final class Answers {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Answers() {}

    /** The final response; provisional ones are passed over. */
    static SipResponse last(SipClient.Exchange exchange) {
        while (true) {
            switch (exchange.next(PATIENCE)) {
                case SipClient.Event.Provisional ignored -> {}
                case SipClient.Event.Final(var response) -> {
                    return response;
                }
                case SipClient.Event.Failed(var failure) -> throw new AssertionError("no answer: " + failure);
            }
        }
    }

    /** The next provisional response but 100. */
    static SipResponse progress(SipClient.Exchange exchange) {
        while (true) {
            var event = exchange.next(PATIENCE);
            if (!(event instanceof SipClient.Event.Provisional(var response))) {
                throw new AssertionError("expected a provisional response but got " + event);
            }
            if (response.status() > 100) {
                return response;
            }
        }
    }
}
