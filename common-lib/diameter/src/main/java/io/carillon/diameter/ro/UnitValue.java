package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.EXPONENT;
import static io.carillon.diameter.ro.RoAvps.VALUE_DIGITS;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Unit-Value (RFC 8506 §8.8): digits times ten to the exponent. */
public record UnitValue(long digits, Optional<Integer> exponent, List<Avp> extra) {
    public static final Grammar<UnitValue> GRAMMAR = Grammar.of(
                    UnitValue.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .required(VALUE_DIGITS, UnitValue::digits)
            .optional(EXPONENT, UnitValue::exponent)
            .extra(UnitValue::extra);

    public static Draft<UnitValue> draft() {
        return GRAMMAR.draft();
    }

    public BigDecimal amount() {
        return BigDecimal.valueOf(digits, -exponent.orElse(0));
    }
}
