package io.carillon.node.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Redis tells this node which keys others change (client-side caching, in its broadcasting mode), so that nothing is asked
 * twice. It is told over the connection that all commands share: what others do is heard of in order with the answers to our
 * own. Where that connection is away, or the store cannot do it (a cluster, a server before Redis 6), nothing is remembered.
 */
public final class RedisTracking implements PushListener, RedisConnectionStateListener {
    /** The epoch while nothing is told. */
    static final long OFF = 0;

    private static final Logger LOG = LoggerFactory.getLogger(RedisTracking.class);
    private static final long TRY_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();
    /** A server that cannot do it may be another one by then. */
    private static final long REFUSED_NANOS = Duration.ofMinutes(1).toNanos();

    private static final int KEYS = 1;

    private final StringRedisTemplate redis;
    private final String[] prefixes;
    private final List<Remembered<?>> memories = new CopyOnWriteArrayList<>();
    private volatile @Nullable StatefulRedisConnection<?, ?> tracked;
    private volatile long epoch = OFF;
    private long epochs;
    private volatile long triedAt = System.nanoTime() - TRY_AGAIN_NANOS;

    /** @param prefixes of the keys that are watched; none begins with another */
    public RedisTracking(StringRedisTemplate redis, String... prefixes) {
        this.redis = redis;
        this.prefixes = prefixes.clone();
    }

    /** @param most values of this kind that are remembered */
    public <T> Remembered<T> memory(int most) {
        var memory = new Remembered<T>(this, most);
        memories.add(memory);
        return memory;
    }

    /** One number as long as nothing goes unheard; {@link #OFF} while it would. */
    long epoch() {
        long now = epoch;
        if (now == OFF && System.nanoTime() - triedAt > TRY_AGAIN_NANOS) {
            begin();
        }
        return now;
    }

    @SuppressWarnings(
            "deprecation") // nothing else leads from the commands of Spring's connection to what hears of news
    private synchronized void begin() {
        triedAt = System.nanoTime();
        try {
            redis.execute((RedisCallback<Boolean>) connection -> {
                if (connection.getNativeConnection() instanceof RedisAsyncCommands<?, ?> commands) {
                    begin(commands.getStatefulConnection());
                }
                return true;
            });
        } catch (DataAccessException e) {
            LOG.debug("Redis is away, nothing is remembered: {}", e.getMessage());
        }
    }

    private void begin(StatefulRedisConnection<?, ?> connection) {
        if (connection.getOptions().getConfiguredProtocolVersion() == ProtocolVersion.RESP2) {
            return; // which has no place for what nobody asked
        }
        if (connection != tracked) {
            tracked = connection;
            connection.addListener((PushListener) this);
            connection.addListener((RedisConnectionStateListener) this);
        }
        connection
                .async()
                .clientTracking(TrackingArgs.Builder.enabled()
                        .bcast()
                        .prefixes(prefixes)
                        .noloop())
                .whenComplete((ok, failure) -> {
                    if (failure == null) {
                        epoch = ++epochs;
                    } else {
                        triedAt = System.nanoTime() + REFUSED_NANOS;
                        LOG.info("Redis does not tell of changes, everything is read anew: {}", failure.getMessage());
                    }
                });
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
        if (connection == tracked) {
            epoch = OFF;
            memories.forEach(Remembered::clear);
        }
    }

    @Override
    public void onPushMessage(PushMessage message) {
        if (!message.getType().equals("invalidate")) {
            return;
        }
        var content = message.getContent(StringCodec.UTF8::decodeKey);
        if (content.size() > KEYS && content.get(KEYS) instanceof List<?> keys) {
            keys.forEach(key -> memories.forEach(memory -> memory.forget(String.valueOf(key))));
        } else {
            memories.forEach(Remembered::clear); // everything was deleted
        }
    }
}
