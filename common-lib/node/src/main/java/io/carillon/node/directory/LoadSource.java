package io.carillon.node.directory;

/** A bean of a service that knows better than the processor's use how busy it is. */
@FunctionalInterface
public interface LoadSource {

    /** 0 (idle) to 1 (sheds). */
    double load();
}
