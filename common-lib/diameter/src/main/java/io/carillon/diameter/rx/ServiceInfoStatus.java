package io.carillon.diameter.rx;

import io.carillon.diameter.Coded;

/** Service-Info-Status (TS 29.214 §5.3.25). */
public enum ServiceInfoStatus implements Coded {
    FINAL_SERVICE_INFORMATION,
    PRELIMINARY_SERVICE_INFORMATION;

    @Override
    public int code() {
        return ordinal();
    }
}
