package io.carillon.launcher.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JVM of the stores, as the command sees it from outside. */
public final class StoresProcess {
    static final String NAME = "stores";
    private static final String MAIN = "io.carillon.launcher.stores.StoresMain";
    private static final Set<String> ALL = Set.of("mariadb", "redis", "zookeeper", "hbase", "kafka");
    private static final Duration DEADLINE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Layout layout;
    private final StorePorts ports;
    private final ProcessRecords records;
    private final StoresProgress progress;

    public StoresProcess(Layout layout, StorePorts ports) {
        this.layout = layout;
        this.ports = ports;
        this.records = new ProcessRecords(layout);
        this.progress = new StoresProgress(layout);
    }

    /** Starts it with that class path and those JVM flags, and does not wait. */
    public RecordedProcess start(String classPath, List<String> flags) {
        progress.reset();
        List<String> command = new ArrayList<>(List.of(JavaFlags.java()));
        command.addAll(flags);
        command.addAll(arguments(classPath, layout.run(), ports));
        return new Daemon(NAME, command, Map.of(), layout.log(NAME), MAIN).start(records);
    }

    static List<String> arguments(String classPath, Path run, StorePorts ports) {
        return List.of(
                "-Dlogback.configurationFile=stores-logback.xml", "-cp", classPath, MAIN, run.toString(), ports.text());
    }

    /** Returns when those stores are there, telling of each; throws when one cannot be or the JVM ends. */
    public void await(Set<String> wanted, Console console, Set<String> told) {
        boolean started = Poll.within(DEADLINE, PAUSE, () -> {
            progress.ready().forEach((store, address) -> {
                if (told.add(store)) {
                    console.ready(store, address);
                }
            });
            progress.failure().ifPresent(why -> {
                throw new SuiteException("a store did not start: " + why + "\n  Log: " + layout.log(NAME));
            });
            if (records.read(NAME).filter(RecordedProcess::alive).isEmpty()) {
                throw new SuiteException("the JVM of the stores ended; its log says why: " + layout.log(NAME));
            }
            return progress.ready().keySet().containsAll(wanted);
        });
        if (!started) {
            throw new SuiteException("the stores did not start within %d s; their log says how far they came: %s"
                    .formatted(DEADLINE.toSeconds(), layout.log(NAME)));
        }
    }

    public void awaitAll(Console console) {
        await(ALL, console, new HashSet<>());
    }

    static Set<String> all() {
        return ALL;
    }
}
