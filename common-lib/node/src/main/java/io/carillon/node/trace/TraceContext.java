package io.carillon.node.trace;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The keys of the call or user on whose behalf this thread works, so that the Diameter, NG and DNS messages of a call
 * carry its Call-ID.
 */
public final class TraceContext {
    private static final ScopedValue<Set<String>> KEYS = ScopedValue.newInstance();

    private TraceContext() {}

    /** In the order in which they were given; empty outside any flow. */
    public static Set<String> keys() {
        return KEYS.orElse(Set.of());
    }

    /** The keys of the flow and these. */
    public static Set<String> keysAnd(Collection<String> more) {
        LinkedHashSet<String> all = new LinkedHashSet<>(keys());
        all.addAll(more);
        return TraceEvent.ordered(all);
    }

    public static void run(Collection<String> keys, Runnable flow) {
        ScopedValue.where(KEYS, keysAnd(keys)).run(flow);
    }

    public static <T, X extends Throwable> T call(Collection<String> keys, ScopedValue.CallableOp<? extends T, X> flow)
            throws X {
        return ScopedValue.where(KEYS, keysAnd(keys)).call(flow);
    }

    /** The same work with this thread's keys, to be run on another thread. */
    public static Runnable carried(Runnable work) {
        Set<String> keys = keys();
        return keys.isEmpty() ? work : () -> run(keys, work);
    }
}
