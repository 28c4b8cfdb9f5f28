package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.USER_NAME;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Associated-Identities (TS 29.229 §6.3.33). */
public record AssociatedIdentities(List<String> userNames, List<Avp> extra) {
    public static final Grammar<AssociatedIdentities> GRAMMAR = Grammar.of(
                    AssociatedIdentities.class, MethodHandles.lookup(), CxAvps.DICTIONARY)
            .repeated(USER_NAME, AssociatedIdentities::userNames)
            .extra(AssociatedIdentities::extra);

    public static Draft<AssociatedIdentities> draft() {
        return GRAMMAR.draft();
    }
}
