package io.carillon.tas.adapter.redis;

import io.carillon.node.redis.LaterWrites;
import io.carillon.node.redis.RedisBatch;
import io.carillon.node.store.StoredFormat;
import io.carillon.sip.dialog.CallState;
import io.carillon.tas.session.Calls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each call under both of its dialogs, and in the set of the node that watches it, written in one round trip; gone a day
 * after the last change. That it has ended is known under the name that its watchers have.
 */
public final class RedisCalls implements Calls {
    private static final Logger LOG = LoggerFactory.getLogger(RedisCalls.class);
    private static final int VERSION = 1;
    private static final String KEY = "tas:call:";
    private static final String WATCHED = "tas:watched:";
    private static final String NODES = "tas:nodes";
    private static final String LEASE = "tas:lease:";
    private static final String TAKEN = "tas:taken:";
    private static final Duration KEPT = Duration.ofDays(1);
    /** Longer than a quota or a session timer runs. */
    private static final Duration REMEMBERED = Duration.ofHours(2);

    private static final String ENDED = "ended";
    /** Only one node takes a call, and who had it is told. */
    private static final RedisScript<Long> TAKE = new DefaultRedisScript<>("""
            if redis.call('SREM', KEYS[1], ARGV[1]) == 0 then return 0 end
            redis.call('SADD', KEYS[2], ARGV[1])
            redis.call('PUBLISH', KEYS[3], ARGV[1])
            return 1""", Long.class);

    private final StringRedisTemplate redis;
    private final LaterWrites later;
    private final RedisMessageListenerContainer messages;
    private final StoredFormat<Found> format;
    private final String node;

    public RedisCalls(StringRedisTemplate redis, RedisMessageListenerContainer messages, JsonMapper json, String node) {
        this.redis = redis;
        this.later = new LaterWrites(redis, Duration.ZERO);
        this.messages = messages;
        this.format = new StoredFormat<>(json, Found.class, VERSION);
        this.node = node;
    }

    @Override
    public void save(CallState state) {
        var value = format.write(member(state), new Found(node, state));
        RedisBatch.run(redis, batch -> {
            keys(state).forEach(key -> batch.set(key, value, KEPT));
            batch.addToSet(WATCHED + node, member(state));
        });
    }

    @Override
    public Optional<Found> find(String callId, String localTag) {
        return stored(Away.asFailure(() -> redis.opsForValue().get(key(callId, localTag))));
    }

    private Optional<Found> stored(@Nullable String value) {
        return value == null || value.equals(ENDED)
                ? Optional.empty()
                : Optional.of(format.read(value, found -> member(found.state())));
    }

    /** What is left if it fails ends with its session timer, at whichever node takes it over. */
    @Override
    public void remove(CallState state) {
        format.forget(member(state));
        var keys = keys(state);
        later.start(batch -> {
            batch.set(keys.getFirst(), ENDED, REMEMBERED).delete(List.of(keys.getLast()));
            batch.removeFromSet(WATCHED + node, member(state));
        });
    }

    @Override
    public Holder holder(CallState state) {
        try {
            var value = redis.opsForValue().get(keys(state).getFirst());
            if (ENDED.equals(value)) {
                return Holder.NOBODY;
            }
            return stored(value)
                    .map(stored -> stored.owner().equals(node) ? Holder.THIS_NODE : Holder.ANOTHER_NODE)
                    .orElse(Holder.UNKNOWN);
        } catch (DataAccessException e) {
            LOG.warn("Redis is away: {}", e.getMessage());
            return Holder.UNKNOWN;
        }
    }

    @Override
    public boolean take(Name call, String from) {
        var taken = redis.execute(
                TAKE, List.of(WATCHED + from, WATCHED + node, TAKEN + from), call.callId() + "/" + call.localTag());
        return Long.valueOf(1).equals(taken);
    }

    @Override
    public void onTaken(Consumer<Name> listener) {
        messages.addMessageListener(
                (message, pattern) -> listener.accept(name(new String(message.getBody(), StandardCharsets.UTF_8))),
                ChannelTopic.of(TAKEN + node));
    }

    @Override
    public void renewLease(Duration lease) {
        RedisBatch.run(redis, batch -> batch.set(LEASE + node, "", lease).addToSet(NODES, node));
    }

    @Override
    public void endLease() {
        redis.delete(LEASE + node);
    }

    @Override
    public List<String> orphaned() {
        return members(NODES).stream()
                .filter(other -> !other.equals(node) && !Boolean.TRUE.equals(redis.hasKey(LEASE + other)))
                .toList();
    }

    @Override
    public List<Name> of(String other) {
        return members(WATCHED + other).stream().map(RedisCalls::name).toList();
    }

    private Set<String> members(String key) {
        return Objects.requireNonNullElse(redis.opsForSet().members(key), Set.of());
    }

    @Override
    public void forget(String other) {
        redis.opsForSet().remove(NODES, other);
    }

    private static List<String> keys(CallState state) {
        return List.of(
                key(state.caller().callId(), state.caller().localTag()),
                key(state.callee().callId(), state.callee().localTag()));
    }

    private static String key(String callId, String localTag) {
        return KEY + callId + "/" + localTag;
    }

    private static String member(CallState state) {
        return state.caller().callId() + "/" + state.caller().localTag();
    }

    private static Name name(String member) {
        int slash = member.lastIndexOf('/');
        return new Name(member.substring(0, slash), member.substring(slash + 1));
    }
}
