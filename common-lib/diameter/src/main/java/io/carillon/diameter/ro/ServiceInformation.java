package io.carillon.diameter.ro;

import static io.carillon.diameter.BaseAvps.SUBSCRIPTION_ID;
import static io.carillon.diameter.ro.RoAvps.IMS_INFORMATION;
import static io.carillon.diameter.ro.RoAvps.SMS_INFORMATION;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.SubscriptionId;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Service-Information (TS 32.299 §7.2.192). */
public record ServiceInformation(
        List<SubscriptionId> subscriptionIds,
        Optional<ImsInformation> ims,
        Optional<SmsInformation> sms,
        List<Avp> extra) {
    public static final Grammar<ServiceInformation> GRAMMAR = Grammar.of(
                    ServiceInformation.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .repeated(SUBSCRIPTION_ID, ServiceInformation::subscriptionIds)
            .optional(IMS_INFORMATION, ServiceInformation::ims)
            .optional(SMS_INFORMATION, ServiceInformation::sms)
            .extra(ServiceInformation::extra);

    public static Draft<ServiceInformation> draft() {
        return GRAMMAR.draft();
    }

    public static ServiceInformation of(ImsInformation ims) {
        return draft().set(IMS_INFORMATION, ims).build();
    }
}
