package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.cx.CxAvps.REGISTRATION_TIME_OUT;
import static io.carillon.diameter.cx.CxAvps.RESTORATION_INFO;
import static io.carillon.diameter.cx.CxAvps.SIP_AUTHENTICATION_SCHEME;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** SCSCF-Restoration-Info (TS 29.229 §6.3.39). */
public record ScscfRestorationInfo(
        String userName,
        List<RestorationInfo> contacts,
        Optional<Instant> registrationTimeOut,
        Optional<String> scheme,
        List<Avp> extra) {
    public static final Grammar<ScscfRestorationInfo> GRAMMAR = Grammar.of(
                    ScscfRestorationInfo.class, MethodHandles.lookup(), CxAvps.DICTIONARY)
            .required(USER_NAME, ScscfRestorationInfo::userName)
            .some(RESTORATION_INFO, ScscfRestorationInfo::contacts)
            .optional(REGISTRATION_TIME_OUT, ScscfRestorationInfo::registrationTimeOut)
            .optional(SIP_AUTHENTICATION_SCHEME, ScscfRestorationInfo::scheme)
            .extra(ScscfRestorationInfo::extra);

    public static Draft<ScscfRestorationInfo> draft() {
        return GRAMMAR.draft();
    }
}
