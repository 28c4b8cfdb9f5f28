package io.carillon.diameter.rx;

import io.carillon.diameter.Coded;

/** IP-CAN-Type (TS 29.212 §5.3.27). */
public enum IpCanType implements Coded {
    THREE_GPP_GPRS,
    DOCSIS,
    XDSL,
    WIMAX,
    THREE_GPP2,
    THREE_GPP_EPS,
    NON_3GPP_EPS,
    FBA,
    THREE_GPP_5GS,
    NON_3GPP_5GS;

    @Override
    public int code() {
        return ordinal();
    }
}
