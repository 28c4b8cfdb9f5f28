package io.carillon.sip.transport;

/** Hears of connections that have ended; called on I/O threads, must not wait. */
@FunctionalInterface
public interface FlowObserver {
    FlowObserver NONE = flow -> {};

    /** Nothing reaches the far end of this flow any more (RFC 5626 §5.3.1). */
    void lost(Arrival flow);
}
