package io.carillon.diameter.sh;

import io.carillon.diameter.Coded;

/** Serving-Node-Indication (TS 29.329 §6.3.23). */
public enum ServingNodeIndication implements Coded {
    ONLY_SERVING_NODES_REQUIRED;

    @Override
    public int code() {
        return ordinal();
    }
}
