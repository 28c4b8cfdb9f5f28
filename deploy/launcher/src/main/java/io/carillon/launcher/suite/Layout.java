package io.carillon.launcher.suite;

import java.nio.file.Path;

/**
 * Where a suite keeps its things.
 *
 * @param home the checkout
 * @param run data, logs, secrets, process records: all that a suite writes
 */
public record Layout(Path home, Path run) {

    public static Layout current() {
        Path home = Path.of(System.getProperty("carillon.home", "."))
                .toAbsolutePath()
                .normalize();
        String run = System.getenv("IMS_RUN");
        return new Layout(
                home,
                run == null || run.isBlank()
                        ? home.resolve("run")
                        : Path.of(run).toAbsolutePath());
    }

    public Path data(String store) {
        return run.resolve("data").resolve(store);
    }

    public Path log(String name) {
        return run.resolve("logs").resolve(name + ".log");
    }

    public Path processes() {
        return run.resolve("pids");
    }

    public Path secrets() {
        return run.resolve("secrets");
    }

    /** The unpacked application of a role: what runs, while a build may write a newer one. */
    public Path application(String role) {
        return run.resolve("app").resolve(role);
    }

    public Path aotCaches() {
        return run.resolve("aot");
    }
}
