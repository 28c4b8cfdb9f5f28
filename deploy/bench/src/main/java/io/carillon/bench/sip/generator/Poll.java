package io.carillon.bench.sip.generator;

import io.carillon.bench.SystemCalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** poll(2) over two sockets. */
final class Poll {
    private static final short POLLIN = 1;
    private static final MethodHandle POLL =
            SystemCalls.function("poll", SystemCalls.INT, SystemCalls.POINTER, SystemCalls.LONG, SystemCalls.INT);

    private final MemorySegment set;

    Poll(Arena arena, int first, int second) {
        set = arena.allocate(16, 8);
        set.set(ValueLayout.JAVA_INT, 0, first);
        set.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
        set.set(ValueLayout.JAVA_INT, 8, second);
        set.set(ValueLayout.JAVA_SHORT, 12, POLLIN);
    }

    void await(int millis) throws IOException {
        try {
            int ignored = (int) POLL.invokeExact(set, 2L, millis);
        } catch (Throwable e) {
            throw new IOException("poll", e);
        }
    }
}
