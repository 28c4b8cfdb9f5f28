package io.carillon.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Another's server: needed in CI, left out with a word where it is not installed. */
public final class ProgramInstalled {
    private ProgramInstalled() {}

    public static void required(String program) {
        boolean there = Workplace.hasProgram(program);
        if ("true".equals(System.getenv("CI")) && !there) {
            throw new AssertionError(program + " is not installed");
        }
        assumeTrue(there, program + " is not installed");
    }
}
