package io.carillon.im;

import io.carillon.node.directory.StaticNodes;
import org.jspecify.annotations.Nullable;

/** One node and its S-CSCF for the tests that do no harm to them; every test has users of its own. */
public final class SharedIm {
    public static final FakeScscf SCSCF = new FakeScscf();
    public static final StaticNodes DIRECTORY = StaticNodes.of(SCSCF.info());
    private static @Nullable TestIm im;

    private SharedIm() {}

    public static synchronized TestIm get() {
        var running = im;
        if (running == null) {
            running = TestIm.start(DIRECTORY).ready();
            im = running;
        }
        return running;
    }
}
