package io.carillon.diameter;

import static io.carillon.diameter.BaseAvps.FEATURE_LIST;
import static io.carillon.diameter.BaseAvps.FEATURE_LIST_ID;
import static io.carillon.diameter.BaseAvps.VENDOR_ID;

import java.lang.invoke.MethodHandles;
import java.util.List;

/** Supported-Features (TS 29.229 §6.3.29). */
public record SupportedFeatures(long vendor, long listId, long features, List<Avp> extra) {
    public static final Grammar<SupportedFeatures> GRAMMAR = Grammar.of(
                    SupportedFeatures.class, MethodHandles.lookup(), BaseAvps.DICTIONARY)
            .required(VENDOR_ID, SupportedFeatures::vendor)
            .required(FEATURE_LIST_ID, SupportedFeatures::listId)
            .required(FEATURE_LIST, SupportedFeatures::features)
            .extra(SupportedFeatures::extra);

    public static SupportedFeatures of(long listId, long features) {
        return new SupportedFeatures(Attribute.THREE_GPP, listId, features, List.of());
    }
}
