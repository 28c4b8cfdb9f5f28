package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.SIP_REQUEST_TIMESTAMP;
import static io.carillon.diameter.ro.RoAvps.SIP_REQUEST_TIMESTAMP_FRACTION;
import static io.carillon.diameter.ro.RoAvps.SIP_RESPONSE_TIMESTAMP;
import static io.carillon.diameter.ro.RoAvps.SIP_RESPONSE_TIMESTAMP_FRACTION;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Time-Stamps (TS 32.299 §7.2.230); the fractions are milliseconds. */
public record TimeStamps(
        Optional<Instant> request,
        Optional<Instant> response,
        Optional<Long> requestFraction,
        Optional<Long> responseFraction,
        List<Avp> extra) {
    public static final Grammar<TimeStamps> GRAMMAR = Grammar.of(
                    TimeStamps.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .optional(SIP_REQUEST_TIMESTAMP, TimeStamps::request)
            .optional(SIP_RESPONSE_TIMESTAMP, TimeStamps::response)
            .optional(SIP_REQUEST_TIMESTAMP_FRACTION, TimeStamps::requestFraction)
            .optional(SIP_RESPONSE_TIMESTAMP_FRACTION, TimeStamps::responseFraction)
            .extra(TimeStamps::extra);

    public static Draft<TimeStamps> draft() {
        return GRAMMAR.draft();
    }
}
