package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.FILTER_ID;
import static io.carillon.diameter.ro.RoAvps.FINAL_UNIT_ACTION;
import static io.carillon.diameter.ro.RoAvps.REDIRECT_SERVER;
import static io.carillon.diameter.ro.RoAvps.RESTRICTION_FILTER_RULE;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Final-Unit-Indication (RFC 8506 §8.34). */
public record FinalUnitIndication(
        FinalUnitAction action,
        List<String> filterRules,
        List<String> filterIds,
        Optional<RedirectServer> redirectServer,
        List<Avp> extra) {
    public static final Grammar<FinalUnitIndication> GRAMMAR = Grammar.of(
                    FinalUnitIndication.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .required(FINAL_UNIT_ACTION, FinalUnitIndication::action)
            .repeated(RESTRICTION_FILTER_RULE, FinalUnitIndication::filterRules)
            .repeated(FILTER_ID, FinalUnitIndication::filterIds)
            .optional(REDIRECT_SERVER, FinalUnitIndication::redirectServer)
            .extra(FinalUnitIndication::extra);

    public static Draft<FinalUnitIndication> draft() {
        return GRAMMAR.draft();
    }

    public static FinalUnitIndication terminate() {
        return draft().set(FINAL_UNIT_ACTION, FinalUnitAction.TERMINATE).build();
    }
}
