package io.carillon.diameter.rx;

import io.carillon.diameter.Coded;

/** SIP-Forking-Indication (TS 29.214 §5.3.22). */
public enum SipForkingIndication implements Coded {
    SINGLE_DIALOGUE,
    SEVERAL_DIALOGUES;

    @Override
    public int code() {
        return ordinal();
    }
}
