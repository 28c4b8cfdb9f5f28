package io.carillon.diameter.cx;

import static io.carillon.diameter.cx.CxAvps.CALL_ID_SIP_HEADER;
import static io.carillon.diameter.cx.CxAvps.CONTACT;
import static io.carillon.diameter.cx.CxAvps.FROM_SIP_HEADER;
import static io.carillon.diameter.cx.CxAvps.RECORD_ROUTE;
import static io.carillon.diameter.cx.CxAvps.TO_SIP_HEADER;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Subscription-Info (TS 29.229 §6.3.42): the dialog of the UE's subscription to its registration state. */
public record SubscriptionInfo(
        String callId, String from, String to, String recordRoute, String contact, List<Avp> extra) {
    public static final Grammar<SubscriptionInfo> GRAMMAR = Grammar.of(
                    SubscriptionInfo.class, MethodHandles.lookup(), CxAvps.DICTIONARY)
            .required(CALL_ID_SIP_HEADER, SubscriptionInfo::callId)
            .required(FROM_SIP_HEADER, SubscriptionInfo::from)
            .required(TO_SIP_HEADER, SubscriptionInfo::to)
            .required(RECORD_ROUTE, SubscriptionInfo::recordRoute)
            .required(CONTACT, SubscriptionInfo::contact)
            .extra(SubscriptionInfo::extra);

    public static Draft<SubscriptionInfo> draft() {
        return GRAMMAR.draft();
    }
}
