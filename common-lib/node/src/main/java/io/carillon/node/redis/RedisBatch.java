package io.carillon.node.redis;

import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.lettuce.LettuceExceptionConverter;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Several commands that are sent together and waited for once, over the connection that all share. (A pipeline of the
 * template opens a connection of its own, each time.)
 */
public final class RedisBatch {
    private static final LettuceExceptionConverter ERRORS = new LettuceExceptionConverter();

    private final RedisClusterAsyncCommands<byte[], byte[]> redis;
    private final List<CompletableFuture<?>> sent = new ArrayList<>();

    private RedisBatch(RedisClusterAsyncCommands<byte[], byte[]> redis) {
        this.redis = redis;
    }

    /** @throws DataAccessException if one of them fails, or the store does not answer in time */
    public static void run(StringRedisTemplate redis, Consumer<RedisBatch> commands) {
        onConnection(redis, connection -> {
            var batch = new RedisBatch(commands(connection.getNativeConnection()));
            try {
                commands.accept(batch);
                batch.await();
            } catch (RedisException e) {
                throw translated(e);
            }
            return true;
        });
    }

    /** Sends them in order with what was sent before, and does not wait. */
    public static CompletableFuture<Void> start(StringRedisTemplate redis, Consumer<RedisBatch> commands) {
        return onConnection(redis, connection -> {
            var batch = new RedisBatch(commands(connection.getNativeConnection()));
            commands.accept(batch);
            return CompletableFuture.allOf(batch.sent.toArray(CompletableFuture[]::new));
        });
    }

    private static <T> T onConnection(StringRedisTemplate redis, RedisCallback<T> commands) {
        boolean itself = true; // else the template makes a proxy of the connection, each time
        return Objects.requireNonNull(redis.execute(commands, itself));
    }

    /**
     * As {@link #run}, for what is read in it.
     *
     * @param questions sends them, and tells how to read the answers when they are there
     */
    public static <T> T ask(StringRedisTemplate redis, Function<RedisBatch, Supplier<T>> questions) {
        var answer = new AtomicReference<Supplier<T>>();
        run(redis, batch -> answer.set(questions.apply(batch)));
        return answer.get().get();
    }

    @SuppressWarnings("unchecked")
    private static RedisClusterAsyncCommands<byte[], byte[]> commands(Object connection) {
        return (RedisClusterAsyncCommands<byte[], byte[]>) connection;
    }

    /** Without a limit here, which would cost two wake-ups: each command fails when its own time is over. */
    private void await() {
        for (var command : sent) {
            try {
                command.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RedisException failure ? failure : new RedisException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RedisCommandInterruptedException(e);
            }
        }
    }

    private static DataAccessException translated(RedisException e) {
        var known = ERRORS.translateExceptionIfPossible(e);
        return known == null ? new RedisSystemException("Redis fails", e) : known;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[][] bytes(Collection<String> texts) {
        return texts.stream().map(RedisBatch::bytes).toArray(byte[][]::new);
    }

    private RedisBatch sent(RedisFuture<?> command) {
        sent.add(command.toCompletableFuture());
        return this;
    }

    public RedisBatch set(String key, String value, Duration kept) {
        return sent(redis.psetex(bytes(key), kept.toMillis(), bytes(value)));
    }

    public RedisBatch delete(Collection<String> keys) {
        return keys.isEmpty() ? this : sent(redis.del(bytes(keys)));
    }

    public RedisBatch expire(String key, Duration kept) {
        return sent(redis.pexpire(bytes(key), kept.toMillis()));
    }

    public RedisBatch putAll(String hash, Map<String, String> fields) {
        var written = new LinkedHashMap<byte[], byte[]>();
        fields.forEach((field, value) -> written.put(bytes(field), bytes(value)));
        return sent(redis.hset(bytes(hash), written));
    }

    public RedisBatch removeFields(String hash, Collection<String> fields) {
        return fields.isEmpty() ? this : sent(redis.hdel(bytes(hash), bytes(fields)));
    }

    public RedisBatch addToSet(String set, String member) {
        return sent(redis.sadd(bytes(set), bytes(member)));
    }

    public RedisBatch removeFromSet(String set, String member) {
        return sent(redis.srem(bytes(set), bytes(member)));
    }

    public RedisBatch addToSorted(String set, String member, double score) {
        return sent(redis.zadd(bytes(set), score, bytes(member)));
    }

    public RedisBatch removeFromSorted(String set, Collection<String> members) {
        return members.isEmpty() ? this : sent(redis.zrem(bytes(set), bytes(members)));
    }

    /** The fields of a hash as they are after the commands before; to be read when the batch has run. */
    public Map<String, String> entries(String hash) {
        var entries = new LinkedHashMap<String, String>();
        sent(redis.hgetall((key, value) -> entries.put(text(key), text(value)), bytes(hash)));
        return entries;
    }

    /** What is read is there when the batch has run; so with the others. */
    public Supplier<Optional<String>> get(String key) {
        return value(redis.get(bytes(key)));
    }

    public Supplier<Optional<String>> getAndDelete(String key) {
        return value(redis.getdel(bytes(key)));
    }

    private Supplier<Optional<String>> value(RedisFuture<byte[]> command) {
        sent(command);
        return () ->
                Optional.ofNullable(command.toCompletableFuture().getNow(null)).map(RedisBatch::text);
    }

    public Supplier<Set<String>> fieldNames(String hash) {
        var command = redis.hkeys(bytes(hash));
        sent(command);
        return () -> command.toCompletableFuture().getNow(List.of()).stream()
                .map(RedisBatch::text)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether any of these is there. */
    public BooleanSupplier exists(Collection<String> keys) {
        if (keys.isEmpty()) {
            return () -> false;
        }
        var command = redis.exists(bytes(keys));
        sent(command);
        return () -> command.toCompletableFuture().getNow(0L) > 0;
    }

    public BooleanSupplier contains(String set, String member) {
        var command = redis.sismember(bytes(set), bytes(member));
        sent(command);
        return () -> command.toCompletableFuture().getNow(false);
    }

    /** The number that a script answers. A store that does not know the script yet is told it, behind the others. */
    public Supplier<Long> call(RedisScript<Long> script, Collection<String> keys, String... arguments) {
        var names = bytes(keys);
        var values = bytes(List.of(arguments));
        CompletableFuture<Long> answer = redis.<Long>evalsha(script.getSha1(), ScriptOutputType.INTEGER, names, values)
                .toCompletableFuture()
                .exceptionallyCompose(failure -> failure instanceof RedisNoScriptException
                        ? redis.<Long>eval(bytes(script.getScriptAsString()), ScriptOutputType.INTEGER, names, values)
                                .toCompletableFuture()
                        : CompletableFuture.failedFuture(failure));
        sent.add(answer);
        return () -> Objects.requireNonNull(answer.getNow(null));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
