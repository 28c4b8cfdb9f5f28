package io.carillon.diameter.rx;

import io.carillon.diameter.Coded;

/** AF-Signalling-Protocol (TS 29.214 §5.3.26). */
public enum AfSignallingProtocol implements Coded {
    NO_INFORMATION,
    SIP;

    @Override
    public int code() {
        return ordinal();
    }
}
