package io.carillon.launcher;

import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.SuiteException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "The end of a node's log.")
final class LogsCommand implements Callable<Integer> {
    private static final Set<String> OTHERS = Set.of("stores", "training", "build");
    private static final long PAUSE_NANOS = Duration.ofMillis(300).toNanos();

    @Parameters(paramLabel = "NODE", description = "Such as cscf, cscf-2 or stores.")
    @SuppressWarnings("NullAway.Init")
    private String node;

    @Option(
            names = {"-n", "--lines"},
            description = "How many lines; ${DEFAULT-VALUE} if not given.")
    private int lines = 100;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as the node writes, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() throws IOException {
        var suite = new Suite(Layout.current());
        Path log = suite.layout()
                .log(OTHERS.contains(node) ? node : suite.node(node).id());
        if (Files.notExists(log)) {
            throw new SuiteException("there is no log of " + node + " yet; ./ims up starts it");
        }
        List<String> all = Files.readAllLines(log);
        all.stream().skip(Math.max(0, all.size() - lines)).forEach(System.out::println);
        if (follow) {
            follow(log);
        }
        return 0;
    }

    private static void follow(Path log) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(file.length());
            byte[] buffer = new byte[8192];
            while (!Thread.currentThread().isInterrupted()) {
                int read = file.read(buffer);
                if (read > 0) {
                    System.out.write(buffer, 0, read);
                    System.out.flush();
                } else {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }
}
