package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** Node-Functionality (TS 32.299 §7.2.111). */
public enum NodeFunctionality implements Coded {
    S_CSCF,
    P_CSCF,
    I_CSCF,
    MRFC,
    MGCF,
    BGCF,
    AS,
    IBCF,
    S_GW,
    P_GW,
    HSGW,
    E_CSCF,
    MME,
    TRF,
    TF,
    ATCF,
    PROXY_FUNCTION,
    EPDG;

    @Override
    public int code() {
        return ordinal();
    }
}
