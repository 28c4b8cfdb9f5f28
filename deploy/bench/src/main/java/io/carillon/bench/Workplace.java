package io.carillon.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The processes and files of one measurement: servers on core 1, the generator on core 0, gone when it ends, or is ended
 * (Ctrl-C, SIGTERM).
 */
public final class Workplace implements AutoCloseable {
    private static final int GENERATOR_CORE = 0;
    private static final int SERVER_CORE = 1;

    private final Path folder;
    private final List<Process> children = new CopyOnWriteArrayList<>();
    private final List<Runnable> endings = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final boolean pinning;

    /** A server's JVM flags and, for a profiler say, those of CARILLON_BENCH_JAVA_OPTS. */
    public static List<String> flags(String... own) {
        var flags = new ArrayList<>(List.of(own));
        var chosen = System.getenv("CARILLON_BENCH_JAVA_OPTS");
        if (chosen != null && !chosen.isBlank()) {
            flags.addAll(List.of(chosen.strip().split("\\s+")));
        }
        return flags;
    }

    public Workplace() throws IOException {
        folder = Files.createTempDirectory("carillon-bench");
        pinning = Runtime.getRuntime().availableProcessors() > 1 && hasProgram("taskset");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-measurement"));
    }

    public Path folder() {
        return folder;
    }

    /** What else ends with the measurement, after its processes. */
    public void afterwards(Runnable ending) {
        endings.add(ending);
    }

    public Process server(List<String> command) throws IOException {
        return start(command, SERVER_CORE);
    }

    /** One whose standard output nobody hears, on all cores until it is moved among the servers. */
    public Process startingServer(List<String> command) throws IOException {
        return started(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(children.size()).toFile()));
    }

    public Process generator(List<String> command) throws IOException {
        return start(command, GENERATOR_CORE);
    }

    /** A process that was started otherwise goes where the generator is. */
    public void asideFromServers(ProcessHandle process) throws IOException {
        move(process, GENERATOR_CORE);
    }

    /** A process that has had all cores to start and to warm up goes where servers are. */
    public void amongServers(ProcessHandle process) throws IOException {
        move(process, SERVER_CORE);
    }

    private void move(ProcessHandle process, int core) throws IOException {
        if (pinning) {
            var moved = new ProcessBuilder("taskset", "-acp", Integer.toString(core), Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            await(moved);
        }
    }

    private Process start(List<String> command, int core) throws IOException {
        var whole = new ArrayList<String>();
        if (pinning) {
            whole.addAll(List.of("taskset", "-c", Integer.toString(core)));
        }
        whole.addAll(command);
        return started(
                new ProcessBuilder(whole).redirectError(log(children.size()).toFile()));
    }

    private Process started(ProcessBuilder command) throws IOException {
        var process = command.directory(folder.toFile()).start();
        children.add(process);
        if (closed.get()) {
            process.destroy();
            throw new IOException("The measurement was ended");
        }
        return process;
    }

    private Path log(int child) {
        return folder.resolve("process-" + child + ".log");
    }

    /** The last lines that a process wrote to its standard error, for a complaint. */
    public String lastWords(Process process) {
        try {
            var lines = Files.readAllLines(log(children.indexOf(process)));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The command of a JVM with our own class path. */
    public static List<String> java(List<String> flags, Class<?> main, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of(
                "-Dlogback.configurationFile=bench-logback.xml",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
    }

    public static boolean hasProgram(String name) {
        var path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path + ":/usr/sbin:/sbin").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        for (var child : children.reversed()) {
            child.descendants().forEach(ProcessHandle::destroy);
            child.destroy();
        }
        for (var child : children) {
            await(child);
        }
        endings.reversed().forEach(Runnable::run);
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process child) {
        try {
            if (!child.waitFor(5, TimeUnit.SECONDS)) {
                child.descendants().forEach(ProcessHandle::destroyForcibly);
                child.destroyForcibly();
            }
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
