package io.carillon.diameter;

import static io.carillon.diameter.BaseAvps.SUBSCRIPTION_ID_DATA;
import static io.carillon.diameter.BaseAvps.SUBSCRIPTION_ID_TYPE;

import java.lang.invoke.MethodHandles;
import java.util.List;

/** Subscription-Id (RFC 8506 §8.46). */
public record SubscriptionId(SubscriptionIdType type, String data, List<Avp> extra) {
    public static final Grammar<SubscriptionId> GRAMMAR = Grammar.of(
                    SubscriptionId.class, MethodHandles.lookup(), BaseAvps.DICTIONARY)
            .required(SUBSCRIPTION_ID_TYPE, SubscriptionId::type)
            .required(SUBSCRIPTION_ID_DATA, SubscriptionId::data)
            .extra(SubscriptionId::extra);

    public static SubscriptionId of(SubscriptionIdType type, String data) {
        return new SubscriptionId(type, data, List.of());
    }
}
