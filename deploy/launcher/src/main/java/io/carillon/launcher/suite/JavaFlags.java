package io.carillon.launcher.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the suite's JVMs are started: small, quick, and the same in training as in service, or AOT caches are refused. */
final class JavaFlags {
    /** They only silence warnings about what Netty, Hadoop and others do inside. */
    private static final List<String> QUIET = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.nio=ALL-UNNAMED");

    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xss512k");

    /** Without the counters for jstat, which a JVM fills twenty times a second; monitors are tidied up more rarely. */
    private static final List<String> ASLEEP = List.of("-XX:-UsePerfData", "-XX:AsyncDeflationInterval=5000");

    /**
     * The AOT cache stays where it was made for: moving it to another address rewrites each of its pages, at every start
     * and in memory of the process's own. What lies there are descriptions of classes, no code.
     */
    private static final List<String> AT_HOME = List.of("-XX:ArchiveRelocationMode=0");

    /**
     * The first compiler alone: half the start's work, and a demo's load never warms the second one up. It compiles what
     * has run sixty times instead of two hundred: what a node does at rest it does every few seconds, and would be
     * interpreted for a quarter of an hour. While much waits to be compiled it takes only what runs most, so that a start
     * does not compile what a start alone needs; what the training counted is for the second compiler, and would have the
     * first one compile it all at once.
     */
    private static final List<String> QUICK = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:Tier3InvocationThreshold=60",
            "-XX:Tier3MinInvocationThreshold=30",
            "-XX:Tier3CompileThreshold=600",
            "-XX:Tier0InvokeNotifyFreqLog=5",
            "-XX:Tier3LoadFeedback=1",
            "-XX:-AOTRecordTraining",
            "-XX:-AOTReplayTraining");

    private JavaFlags() {}

    static List<String> stores() {
        return List.copyOf(common(640));
    }

    static List<String> node(Role role) {
        List<String> flags = common(role.heapMegabytes());
        flags.addAll(chosenByUser());
        return List.copyOf(flags);
    }

    private static List<String> common(int heapMegabytes) {
        List<String> flags = new ArrayList<>();
        flags.add("-Xmx" + heapMegabytes + "m");
        flags.add("-XX:+UnlockDiagnosticVMOptions"); // before those that are such
        List.of(QUICK, SMALL, ASLEEP, AT_HOME, QUIET).forEach(flags::addAll);
        return flags;
    }

    /** CARILLON_JAVA_OPTS: a debugger, a coverage agent, another heap. */
    static List<String> chosenByUser() {
        String options = System.getenv("CARILLON_JAVA_OPTS");
        return options == null || options.isBlank()
                ? List.of()
                : List.of(options.strip().split("\\s+"));
    }

    /** The JVM refuses AOT caches beside agents that see classes as they load. */
    static boolean forbidCaches() {
        return chosenByUser().stream().anyMatch(flag -> flag.startsWith("-javaagent") || flag.startsWith("-agent"));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
