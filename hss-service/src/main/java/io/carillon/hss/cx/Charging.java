package io.carillon.hss.cx;

import io.carillon.diameter.cx.ChargingInformation;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.hss.xml.ChargingNames;
import java.util.Optional;

/** Charging-Information (TS 29.229 §6.3.19). */
final class Charging {
    private Charging() {}

    static Optional<ChargingInformation> of(ChargingNames names) {
        if (names.isNone()) {
            return Optional.empty();
        }
        var draft = ChargingInformation.draft();
        names.primaryEvent().ifPresent(each -> draft.set(CxAvps.PRIMARY_EVENT_CHARGING_FUNCTION_NAME, each));
        names.secondaryEvent().ifPresent(each -> draft.set(CxAvps.SECONDARY_EVENT_CHARGING_FUNCTION_NAME, each));
        names.primaryCollection().ifPresent(each -> draft.set(CxAvps.PRIMARY_CHARGING_COLLECTION_FUNCTION_NAME, each));
        names.secondaryCollection()
                .ifPresent(each -> draft.set(CxAvps.SECONDARY_CHARGING_COLLECTION_FUNCTION_NAME, each));
        return Optional.of(draft.build());
    }
}
