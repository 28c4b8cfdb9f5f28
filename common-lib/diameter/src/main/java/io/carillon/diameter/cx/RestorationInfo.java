package io.carillon.diameter.cx;

import static io.carillon.diameter.cx.CxAvps.CALL_ID_SIP_HEADER;
import static io.carillon.diameter.cx.CxAvps.CONTACT;
import static io.carillon.diameter.cx.CxAvps.PATH;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Restoration-Info (TS 29.229 §6.3.52), SIP header values of a registration. */
public record RestorationInfo(String path, String contact, Optional<String> callId, List<Avp> extra) {
    public static final Grammar<RestorationInfo> GRAMMAR = Grammar.of(
                    RestorationInfo.class, MethodHandles.lookup(), CxAvps.DICTIONARY)
            .required(PATH, RestorationInfo::path)
            .required(CONTACT, RestorationInfo::contact)
            .optional(CALL_ID_SIP_HEADER, RestorationInfo::callId)
            .extra(RestorationInfo::extra);

    public static Draft<RestorationInfo> draft() {
        return GRAMMAR.draft();
    }
}
