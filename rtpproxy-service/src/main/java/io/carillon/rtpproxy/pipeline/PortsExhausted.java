package io.carillon.rtpproxy.pipeline;

/** No free pair of media ports is left. */
public final class PortsExhausted extends Exception {
    private static final long serialVersionUID = 1L;

    PortsExhausted() {
        super("Ran out of ports", null, false, false);
    }
}
