package io.carillon.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Debian's kamailio: needed in CI, left out with a word where it is not installed. */
final class KamailioInstalled {
    private KamailioInstalled() {}

    static void required() {
        boolean there = Workplace.hasProgram("kamailio");
        if ("true".equals(System.getenv("CI")) && !there) {
            throw new AssertionError("kamailio is not installed: apt-get install kamailio");
        }
        assumeTrue(there, "kamailio is not installed");
    }
}
