package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.CC_INPUT_OCTETS;
import static io.carillon.diameter.ro.RoAvps.CC_OUTPUT_OCTETS;
import static io.carillon.diameter.ro.RoAvps.CC_SERVICE_SPECIFIC_UNITS;
import static io.carillon.diameter.ro.RoAvps.CC_TIME;
import static io.carillon.diameter.ro.RoAvps.CC_TOTAL_OCTETS;
import static io.carillon.diameter.ro.RoAvps.REPORTING_REASON;
import static io.carillon.diameter.ro.RoAvps.TARIFF_CHANGE_USAGE;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Used-Service-Unit (RFC 8506 §8.19, TS 32.299 §7.1.8). */
public record UsedServiceUnit(
        Optional<ReportingReason> reportingReason,
        Optional<TariffChangeUsage> tariffChangeUsage,
        Optional<Long> time,
        Optional<Long> totalOctets,
        Optional<Long> inputOctets,
        Optional<Long> outputOctets,
        Optional<Long> units,
        List<Avp> extra) {
    public static final Grammar<UsedServiceUnit> GRAMMAR = Grammar.of(
                    UsedServiceUnit.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .optional(REPORTING_REASON, UsedServiceUnit::reportingReason)
            .optional(TARIFF_CHANGE_USAGE, UsedServiceUnit::tariffChangeUsage)
            .optional(CC_TIME, UsedServiceUnit::time)
            .optional(CC_TOTAL_OCTETS, UsedServiceUnit::totalOctets)
            .optional(CC_INPUT_OCTETS, UsedServiceUnit::inputOctets)
            .optional(CC_OUTPUT_OCTETS, UsedServiceUnit::outputOctets)
            .optional(CC_SERVICE_SPECIFIC_UNITS, UsedServiceUnit::units)
            .extra(UsedServiceUnit::extra);

    public static Draft<UsedServiceUnit> draft() {
        return GRAMMAR.draft();
    }

    public static UsedServiceUnit ofTime(long seconds) {
        return draft().set(CC_TIME, seconds).build();
    }

    public static UsedServiceUnit ofOctets(long total) {
        return draft().set(CC_TOTAL_OCTETS, total).build();
    }

    public static UsedServiceUnit ofUnits(long units) {
        return draft().set(CC_SERVICE_SPECIFIC_UNITS, units).build();
    }
}
