package io.carillon.diameter.rx;

import io.carillon.diameter.Coded;

/** Specific-Action (TS 29.214 §5.3.13). */
public enum SpecificAction implements Coded {
    CHARGING_CORRELATION_EXCHANGE(1),
    INDICATION_OF_LOSS_OF_BEARER(2),
    INDICATION_OF_RECOVERY_OF_BEARER(3),
    INDICATION_OF_RELEASE_OF_BEARER(4),
    IP_CAN_CHANGE(6),
    INDICATION_OF_OUT_OF_CREDIT(7),
    INDICATION_OF_SUCCESSFUL_RESOURCES_ALLOCATION(8),
    INDICATION_OF_FAILED_RESOURCES_ALLOCATION(9),
    INDICATION_OF_LIMITED_PCC_DEPLOYMENT(10),
    USAGE_REPORT(11),
    ACCESS_NETWORK_INFO_REPORT(12),
    INDICATION_OF_RECOVERY_FROM_LIMITED_PCC_DEPLOYMENT(13),
    INDICATION_OF_ACCESS_NETWORK_INFO_REPORTING_FAILURE(14),
    INDICATION_OF_TRANSFER_POLICY_EXPIRED(15),
    PLMN_CHANGE(16);

    private final int code;

    SpecificAction(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
