package io.carillon.diameter.cx;

import static io.carillon.diameter.cx.CxAvps.REASON_CODE;
import static io.carillon.diameter.cx.CxAvps.REASON_INFO;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Deregistration-Reason (TS 29.229 §6.3.16). */
public record DeregistrationReason(ReasonCode code, Optional<String> info, List<Avp> extra) {
    public static final Grammar<DeregistrationReason> GRAMMAR = Grammar.of(
                    DeregistrationReason.class, MethodHandles.lookup(), CxAvps.DICTIONARY)
            .required(REASON_CODE, DeregistrationReason::code)
            .optional(REASON_INFO, DeregistrationReason::info)
            .extra(DeregistrationReason::extra);

    public static Draft<DeregistrationReason> draft() {
        return GRAMMAR.draft();
    }

    public static DeregistrationReason of(ReasonCode code) {
        return new DeregistrationReason(code, Optional.empty(), List.of());
    }
}
