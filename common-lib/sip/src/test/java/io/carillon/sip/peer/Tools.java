package io.carillon.sip.peer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Programs that a test needs as independent peers. */
public final class Tools {
    private Tools() {}

    /** A missing tool skips the test, but not where the whole suite must have run. */
    public static void required(String tool, String debianPackage) {
        boolean there = Stream.concat(Arrays.stream(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
        required(there, tool, debianPackage);
    }

    /** The same for a part of one that is a package of its own. */
    public static void required(Path file, String debianPackage) {
        required(Files.exists(file), file.toString(), debianPackage);
    }

    private static void required(boolean there, String tool, String debianPackage) {
        var advice = tool + " is not installed: apt-get install " + debianPackage;
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(advice);
        }
        assumeTrue(there, advice);
    }
}
