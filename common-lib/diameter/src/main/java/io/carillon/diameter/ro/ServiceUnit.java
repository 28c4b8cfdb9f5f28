package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.CC_INPUT_OCTETS;
import static io.carillon.diameter.ro.RoAvps.CC_OUTPUT_OCTETS;
import static io.carillon.diameter.ro.RoAvps.CC_SERVICE_SPECIFIC_UNITS;
import static io.carillon.diameter.ro.RoAvps.CC_TIME;
import static io.carillon.diameter.ro.RoAvps.CC_TOTAL_OCTETS;
import static io.carillon.diameter.ro.RoAvps.TARIFF_TIME_CHANGE;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Requested-Service-Unit and Granted-Service-Unit (RFC 8506 §8.17, §8.18): seconds, octets or units. */
public record ServiceUnit(
        Optional<Instant> tariffTimeChange,
        Optional<Long> time,
        Optional<Long> totalOctets,
        Optional<Long> inputOctets,
        Optional<Long> outputOctets,
        Optional<Long> units,
        List<Avp> extra) {
    public static final Grammar<ServiceUnit> GRAMMAR = Grammar.of(
                    ServiceUnit.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .optional(TARIFF_TIME_CHANGE, ServiceUnit::tariffTimeChange)
            .optional(CC_TIME, ServiceUnit::time)
            .optional(CC_TOTAL_OCTETS, ServiceUnit::totalOctets)
            .optional(CC_INPUT_OCTETS, ServiceUnit::inputOctets)
            .optional(CC_OUTPUT_OCTETS, ServiceUnit::outputOctets)
            .optional(CC_SERVICE_SPECIFIC_UNITS, ServiceUnit::units)
            .extra(ServiceUnit::extra);

    public static Draft<ServiceUnit> draft() {
        return GRAMMAR.draft();
    }

    public static ServiceUnit ofTime(long seconds) {
        return draft().set(CC_TIME, seconds).build();
    }

    public static ServiceUnit ofOctets(long total) {
        return draft().set(CC_TOTAL_OCTETS, total).build();
    }

    public static ServiceUnit ofUnits(long units) {
        return draft().set(CC_SERVICE_SPECIFIC_UNITS, units).build();
    }

    /** Requested without an amount: the server decides (RFC 8506 §8.18). */
    public static ServiceUnit any() {
        return draft().build();
    }
}
