package io.carillon.sbc.pcscf;

import io.carillon.sbc.pcscf.FlowToken.Way;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.transport.Hop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that rang at a border that is gone: both sides hear that it is over, in its name. */
public final class LeftRinging {
    private static final Logger LOG = LoggerFactory.getLogger(LeftRinging.class);
    /** A datagram may be lost, and what answers it goes to the node that is gone. */
    private static final int TIMES = 3;

    private final Border border;

    public LeftRinging(Border border) {
        this.border = border;
    }

    /** @return false if this call does not ring */
    boolean end(Call call) {
        var ringing = call.facts().ringing();
        if (ringing == null) {
            return false;
        }
        LOG.info("Call {} rang at a border that is gone", call.key());
        way(ringing.onward()).ifPresent(way -> send(ringing.cancel(), way));
        way(ringing.back()).ifPresent(way -> send(ringing.refusal(), way));
        return true;
    }

    /** A phone's connections and associations went with its border. */
    private static Optional<Way> way(String token) {
        return Optional.of(token)
                .filter(known -> !known.isEmpty())
                .map(FlowToken::way)
                .filter(way -> {
                    boolean phone = !way.listener().equals(Border.CORE);
                    return !(phone && way.isBound());
                });
    }

    private void send(String text, Way way) {
        try {
            var message = SipMessage.parse(text.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < TIMES; i++) {
                var after = Duration.ofMillis(i * border.stack().timers().t1());
                border.stack().schedule(() -> send(message, way), after);
            }
        } catch (SipParseException e) {
            LOG.warn("What was to be said of a call that rang cannot be read: {}", e.reason());
        }
    }

    private void send(SipMessage message, Way way) {
        var hop = new Hop(way.hop().transport(), way.hop().address());
        border.stack().sendStateless(message, hop, way.listener());
    }
}
