package io.carillon.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/** A Redis server as a child process, on loopback, with an append-only file so that a kill loses at most a second. */
public final class EmbeddedRedis implements AutoCloseable {
    private static final SharedStore<EmbeddedRedis> SHARED = new SharedStore<>("redis", data -> start(data, 0));

    private final RedisServer redis;
    private final int port;
    private final Path pidFile;

    private EmbeddedRedis(RedisServer redis, int port, Path pidFile) {
        this.redis = redis;
        this.port = port;
        this.pidFile = pidFile;
    }

    /** Starts the server on that port, or on a free one for 0; returns when it takes connections. */
    public static EmbeddedRedis start(Path data, int port) {
        int chosen = Loopback.portOrFree(port);
        Path folder = data.toAbsolutePath().normalize();
        Path pidFile = folder.resolveSibling(folder.getFileName() + ".pid");
        try {
            Files.createDirectories(folder);
            RedisServer redis = RedisServer.newRedisServer()
                    .executableProvider(EmbeddedRedis::executable)
                    .port(chosen)
                    .bind(Loopback.HOST)
                    .setting("dir \"" + folder + "\"")
                    .setting("pidfile \"" + pidFile + "\"")
                    .setting("appendonly yes")
                    .setting("appendfsync everysec")
                    .setting("save \"\"")
                    .setting("maxmemory-policy noeviction")
                    .setting("hz 2") // nobody waits for what it does in the background
                    .build();
            redis.start();
            return new EmbeddedRedis(redis, chosen, pidFile);
        } catch (IOException e) {
            throw new StoreStartException(
                    "Redis did not start on port " + chosen + " with data in " + folder + " (it needs libssl3)", e);
        }
    }

    /** One server for all tests of this JVM, with fresh data under target/, stopped when the JVM ends. */
    public static EmbeddedRedis shared() {
        return SHARED.get();
    }

    public InetSocketAddress address() {
        return Loopback.at(port);
    }

    /** The child process, to look for when the JVM that started it was killed. */
    public long pid() {
        try {
            return Long.parseLong(Files.readString(pidFile).trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            redis.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("Redis on port " + port + " did not stop", e);
        }
    }

    /** embedded-redis unpacks 10 MB into the temporary folder at each start unless it is given a file. */
    private static java.io.File executable() {
        Path folder = BinaryCache.folder("redis-6.2", unpacked -> {
            Path fresh = ExecutableProvider.newJarResourceProvider(unpacked.toFile())
                    .get()
                    .toPath();
            Path executable = Files.move(fresh, unpacked.resolve("redis-server"), StandardCopyOption.REPLACE_EXISTING);
            if (!executable.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + executable + " executable");
            }
        });
        return folder.resolve("redis-server").toFile();
    }
}
