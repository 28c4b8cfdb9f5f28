package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** SMS-Node (TS 32.299 §7.2.217). */
public enum SmsNode implements Coded {
    SMS_ROUTER,
    IP_SM_GW,
    SMS_ROUTER_AND_IP_SM_GW,
    SMS_SC;

    @Override
    public int code() {
        return ordinal();
    }
}
