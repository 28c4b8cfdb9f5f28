package io.carillon.diameter.cx;

import static io.carillon.diameter.cx.CxAvps.CALL_ID_SIP_HEADER;
import static io.carillon.diameter.cx.CxAvps.CONTACT;
import static io.carillon.diameter.cx.CxAvps.INITIAL_CSEQ_SEQUENCE_NUMBER;
import static io.carillon.diameter.cx.CxAvps.PATH;
import static io.carillon.diameter.cx.CxAvps.P_CSCF_SUBSCRIPTION_INFO;
import static io.carillon.diameter.cx.CxAvps.SUBSCRIPTION_INFO;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Restoration-Info (TS 29.229 §6.3.52), SIP header values of a registration. */
public record RestorationInfo(
        String path,
        String contact,
        Optional<Long> initialCseq,
        Optional<String> callId,
        Optional<SubscriptionInfo> subscription,
        Optional<PcscfSubscriptionInfo> pcscfSubscription,
        List<Avp> extra) {
    public static final Grammar<RestorationInfo> GRAMMAR = Grammar.of(
                    RestorationInfo.class, MethodHandles.lookup(), CxAvps.DICTIONARY)
            .required(PATH, RestorationInfo::path)
            .required(CONTACT, RestorationInfo::contact)
            .optional(INITIAL_CSEQ_SEQUENCE_NUMBER, RestorationInfo::initialCseq)
            .optional(CALL_ID_SIP_HEADER, RestorationInfo::callId)
            .optional(SUBSCRIPTION_INFO, RestorationInfo::subscription)
            .optional(P_CSCF_SUBSCRIPTION_INFO, RestorationInfo::pcscfSubscription)
            .extra(RestorationInfo::extra);

    public static Draft<RestorationInfo> draft() {
        return GRAMMAR.draft();
    }
}
