package io.carillon.diameter.cx;

import static io.carillon.diameter.cx.CxAvps.CALL_ID_SIP_HEADER;
import static io.carillon.diameter.cx.CxAvps.CONTACT;
import static io.carillon.diameter.cx.CxAvps.FROM_SIP_HEADER;
import static io.carillon.diameter.cx.CxAvps.TO_SIP_HEADER;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** P-CSCF-Subscription-Info (TS 29.229 §6.3.63): the dialog of the P-CSCF's subscription to the registration state. */
public record PcscfSubscriptionInfo(String callId, String from, String to, String contact, List<Avp> extra) {
    public static final Grammar<PcscfSubscriptionInfo> GRAMMAR = Grammar.of(
                    PcscfSubscriptionInfo.class, MethodHandles.lookup(), CxAvps.DICTIONARY)
            .required(CALL_ID_SIP_HEADER, PcscfSubscriptionInfo::callId)
            .required(FROM_SIP_HEADER, PcscfSubscriptionInfo::from)
            .required(TO_SIP_HEADER, PcscfSubscriptionInfo::to)
            .required(CONTACT, PcscfSubscriptionInfo::contact)
            .extra(PcscfSubscriptionInfo::extra);

    public static Draft<PcscfSubscriptionInfo> draft() {
        return GRAMMAR.draft();
    }
}
