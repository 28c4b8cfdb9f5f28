package io.carillon.node.trace;

/** A bean that hears of each event that is traced, masked and in order, on the one thread that ships them. */
@FunctionalInterface
public interface TraceFollower {
    void hears(TraceEvent event);
}
