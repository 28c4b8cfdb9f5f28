package io.carillon.diameter.cx;

import static io.carillon.diameter.cx.CxAvps.PRIMARY_CHARGING_COLLECTION_FUNCTION_NAME;
import static io.carillon.diameter.cx.CxAvps.PRIMARY_EVENT_CHARGING_FUNCTION_NAME;
import static io.carillon.diameter.cx.CxAvps.SECONDARY_CHARGING_COLLECTION_FUNCTION_NAME;
import static io.carillon.diameter.cx.CxAvps.SECONDARY_EVENT_CHARGING_FUNCTION_NAME;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Charging-Information (TS 29.229 §6.3.19): DiameterURIs of the charging functions. */
public record ChargingInformation(
        Optional<String> primaryEcf,
        Optional<String> secondaryEcf,
        Optional<String> primaryCcf,
        Optional<String> secondaryCcf,
        List<Avp> extra) {
    public static final Grammar<ChargingInformation> GRAMMAR = Grammar.of(
                    ChargingInformation.class, MethodHandles.lookup(), CxAvps.DICTIONARY)
            .optional(PRIMARY_EVENT_CHARGING_FUNCTION_NAME, ChargingInformation::primaryEcf)
            .optional(SECONDARY_EVENT_CHARGING_FUNCTION_NAME, ChargingInformation::secondaryEcf)
            .optional(PRIMARY_CHARGING_COLLECTION_FUNCTION_NAME, ChargingInformation::primaryCcf)
            .optional(SECONDARY_CHARGING_COLLECTION_FUNCTION_NAME, ChargingInformation::secondaryCcf)
            .extra(ChargingInformation::extra);

    public static Draft<ChargingInformation> draft() {
        return GRAMMAR.draft();
    }
}
