package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.cx.CxAvps.RESTORATION_INFO;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** SCSCF-Restoration-Info (TS 29.229 §6.3.39). */
public record ScscfRestorationInfo(String userName, List<RestorationInfo> contacts, List<Avp> extra) {
    public static final Grammar<ScscfRestorationInfo> GRAMMAR = Grammar.of(
                    ScscfRestorationInfo.class, MethodHandles.lookup(), CxAvps.DICTIONARY)
            .required(USER_NAME, ScscfRestorationInfo::userName)
            .some(RESTORATION_INFO, ScscfRestorationInfo::contacts)
            .extra(ScscfRestorationInfo::extra);

    public static Draft<ScscfRestorationInfo> draft() {
        return GRAMMAR.draft();
    }
}
