package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.CURRENCY_CODE;
import static io.carillon.diameter.ro.RoAvps.UNIT_VALUE;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Remaining-Balance (TS 32.299 §7.2.163). */
public record RemainingBalance(UnitValue unitValue, long currencyCode, List<Avp> extra) {
    public static final Grammar<RemainingBalance> GRAMMAR = Grammar.of(
                    RemainingBalance.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .required(UNIT_VALUE, RemainingBalance::unitValue)
            .required(CURRENCY_CODE, RemainingBalance::currencyCode)
            .extra(RemainingBalance::extra);

    public static Draft<RemainingBalance> draft() {
        return GRAMMAR.draft();
    }
}
