package io.carillon.diameter;

import static io.carillon.diameter.BaseAvps.ACCT_APPLICATION_ID;
import static io.carillon.diameter.BaseAvps.AUTH_APPLICATION_ID;
import static io.carillon.diameter.BaseAvps.VENDOR_ID;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Vendor-Specific-Application-Id (RFC 6733 §6.11). */
public record VendorSpecificApplicationId(
        long vendor, Optional<Long> authApplication, Optional<Long> acctApplication, List<Avp> extra) {
    static final Grammar<VendorSpecificApplicationId> GRAMMAR = Grammar.of(
                    VendorSpecificApplicationId.class, MethodHandles.lookup(), BaseAvps.DICTIONARY)
            .required(VENDOR_ID, VendorSpecificApplicationId::vendor)
            .optional(AUTH_APPLICATION_ID, VendorSpecificApplicationId::authApplication)
            .optional(ACCT_APPLICATION_ID, VendorSpecificApplicationId::acctApplication)
            .extra(VendorSpecificApplicationId::extra);

    public static VendorSpecificApplicationId auth(long vendor, long application) {
        return new VendorSpecificApplicationId(vendor, Optional.of(application), Optional.empty(), List.of());
    }
}
