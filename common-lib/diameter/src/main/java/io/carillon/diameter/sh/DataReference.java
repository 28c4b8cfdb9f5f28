package io.carillon.diameter.sh;

import io.carillon.diameter.Coded;

/** Data-Reference (TS 29.329 §6.3.4): which data of a user. */
public enum DataReference implements Coded {
    REPOSITORY_DATA(0),
    IMS_PUBLIC_IDENTITY(10),
    IMS_USER_STATE(11),
    SCSCF_NAME(12),
    INITIAL_FILTER_CRITERIA(13),
    LOCATION_INFORMATION(14),
    USER_STATE(15),
    CHARGING_INFORMATION(16),
    MSISDN(17),
    PSI_ACTIVATION(18),
    DSAI(19),
    SERVICE_LEVEL_TRACE_INFO(21),
    IP_ADDRESS_SECURE_BINDING_INFORMATION(22),
    SERVICE_PRIORITY_LEVEL(23),
    SMS_REGISTRATION_INFO(24),
    UE_REACHABILITY_FOR_IP(25),
    TADS_INFORMATION(26),
    STN_SR(27),
    UE_SRVCC_CAPABILITY(28),
    EXTENDED_PRIORITY(29),
    CSRN(30),
    REFERENCE_LOCATION_INFORMATION(31),
    IMSI(32),
    IMS_PRIVATE_USER_IDENTITY(33);

    private final int code;

    DataReference(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
