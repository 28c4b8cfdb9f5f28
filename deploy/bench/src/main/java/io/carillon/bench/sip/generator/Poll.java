package io.carillon.bench.sip.generator;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** poll(2) over two sockets. */
final class Poll {
    private static final short POLLIN = 1;
    private static final MethodHandle POLL = poll();

    private final MemorySegment set;

    Poll(Arena arena, int first, int second) {
        set = arena.allocate(16, 8);
        set.set(ValueLayout.JAVA_INT, 0, first);
        set.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
        set.set(ValueLayout.JAVA_INT, 8, second);
        set.set(ValueLayout.JAVA_SHORT, 12, POLLIN);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle poll() {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("poll"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    }

    void await(int millis) throws IOException {
        try {
            int ignored = (int) POLL.invokeExact(set, 2L, millis);
        } catch (Throwable e) {
            throw new IOException("poll", e);
        }
    }
}
