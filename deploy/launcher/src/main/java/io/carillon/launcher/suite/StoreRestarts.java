package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** How the command asks the JVM of the stores to restart one: a file named after it, gone when it is there again. */
public final class StoreRestarts {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final Path folder;

    public StoreRestarts(Layout layout) {
        this.folder = layout.run().resolve("restart");
    }

    void ask(String store) {
        Path wish = folder.resolve(store);
        try {
            Files.createDirectories(folder);
            Files.writeString(wish, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Poll.within(DEADLINE, () -> Files.notExists(wish))) {
            throw new SuiteException(
                    store + " is not back after " + DEADLINE.toSeconds() + " s; see ./ims logs stores");
        }
    }

    /** Calls back with each store that somebody wants restarted, until the thread is interrupted. */
    public void each(Consumer<String> restart) {
        try (WatchService news = Files.createDirectories(folder).getFileSystem().newWatchService()) {
            folder.register(news, StandardWatchEventKinds.ENTRY_CREATE);
            while (true) {
                for (String store : wanted()) {
                    restart.accept(store);
                    done(store);
                }
                WatchKey key = news.take();
                key.pollEvents();
                key.reset();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> wanted() {
        try (Stream<Path> wishes = Files.list(folder)) {
            return wishes.map(wish -> wish.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void done(String store) {
        try {
            Files.deleteIfExists(folder.resolve(store));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
