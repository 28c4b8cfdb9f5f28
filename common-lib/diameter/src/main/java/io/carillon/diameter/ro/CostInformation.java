package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.COST_UNIT;
import static io.carillon.diameter.ro.RoAvps.CURRENCY_CODE;
import static io.carillon.diameter.ro.RoAvps.UNIT_VALUE;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Cost-Information (RFC 8506 §8.7). */
public record CostInformation(UnitValue unitValue, long currencyCode, Optional<String> costUnit, List<Avp> extra) {
    public static final Grammar<CostInformation> GRAMMAR = Grammar.of(
                    CostInformation.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .required(UNIT_VALUE, CostInformation::unitValue)
            .required(CURRENCY_CODE, CostInformation::currencyCode)
            .optional(COST_UNIT, CostInformation::costUnit)
            .extra(CostInformation::extra);

    public static Draft<CostInformation> draft() {
        return GRAMMAR.draft();
    }
}
