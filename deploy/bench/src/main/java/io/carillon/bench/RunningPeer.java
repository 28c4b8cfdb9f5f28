package io.carillon.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A started server. */
public interface RunningPeer {
    String name();

    /** Where the generator sends to. */
    InetSocketAddress address();

    /** Every process that works for the operation; their children are counted with them. */
    List<ProcessHandle> processes();

    /** Where several servers do the work together: each of them, and their stores. */
    default List<Part> parts() {
        return List.of();
    }

    /** Bytes allocated since the start; empty where nobody can tell. */
    default OptionalLong allocated() throws IOException {
        return OptionalLong.empty();
    }

    /** Bytes that each part holds, a heap after a collection; empty where nobody can tell. */
    default Map<String, Long> held() throws IOException {
        return Map.of();
    }

    /** True for what has to be compiled while it runs. */
    boolean warmsUp();

    /** It is measured next, or warmed up. */
    default void takesTurn() throws IOException {}

    /** Takes the place in which it is measured; until then, to start and to warm up, it may use all cores. */
    default void warmed() throws IOException {}

    /** Everything is measured. */
    default void measured() throws IOException {}

    /** What the compiler has worked since the start; empty where nobody can tell. */
    default OptionalLong compiledMillis() throws IOException {
        return OptionalLong.empty();
    }
}
