package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.ORIGINATING_IOI;
import static io.carillon.diameter.ro.RoAvps.TERMINATING_IOI;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Inter-Operator-Identifier (TS 32.299 §7.2.78). */
public record InterOperatorIdentifier(
        Optional<String> originatingIoi, Optional<String> terminatingIoi, List<Avp> extra) {
    public static final Grammar<InterOperatorIdentifier> GRAMMAR = Grammar.of(
                    InterOperatorIdentifier.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .optional(ORIGINATING_IOI, InterOperatorIdentifier::originatingIoi)
            .optional(TERMINATING_IOI, InterOperatorIdentifier::terminatingIoi)
            .extra(InterOperatorIdentifier::extra);

    public static Draft<InterOperatorIdentifier> draft() {
        return GRAMMAR.draft();
    }
}
