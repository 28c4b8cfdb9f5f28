package io.carillon.diameter.rx;

import io.carillon.diameter.Coded;

/** Media-Type (TS 29.214 §5.3.19). */
public enum MediaType implements Coded {
    AUDIO(0),
    VIDEO(1),
    DATA(2),
    APPLICATION(3),
    CONTROL(4),
    TEXT(5),
    MESSAGE(6),
    OTHER(0xffff_ffff);

    private final int code;

    MediaType(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
