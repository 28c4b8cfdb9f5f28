package io.carillon.node.trace;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where trace events go. Never blocks, never fails, may lose events (and counts them). */
public interface TraceSink {

    /** Takes nothing. */
    TraceSink OFF = new TraceSink() {
        @Override
        public boolean enabled() {
            return false;
        }

        @Override
        public void record(Supplier<@Nullable TraceEvent> event) {}
    };

    /** Ask before collecting what only the trace needs. */
    boolean enabled();

    /**
     * @param event made later and on another thread, so what it reads must not change, and the keys of
     *     {@link TraceContext} must have been read before; null
     *     when there is nothing to tell after all
     */
    void record(Supplier<@Nullable TraceEvent> event);

    default void record(TraceEvent event) {
        Supplier<@Nullable TraceEvent> made = () -> event;
        record(made);
    }
}
