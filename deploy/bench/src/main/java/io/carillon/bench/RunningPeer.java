package io.carillon.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;

/** A started server. */
public interface RunningPeer {
    String name();

    /** Where the generator sends to. */
    InetSocketAddress address();

    /** Every process that works for the operation; their children are counted with them. */
    List<ProcessHandle> processes();

    /** Bytes allocated since the start; empty where nobody can tell. */
    default OptionalLong allocated() throws IOException {
        return OptionalLong.empty();
    }

    /** True for what has to be compiled while it runs. */
    boolean warmsUp();

    /** What the compiler has worked since the start; empty where nobody can tell. */
    default OptionalLong compiledMillis() throws IOException {
        return OptionalLong.empty();
    }
}
