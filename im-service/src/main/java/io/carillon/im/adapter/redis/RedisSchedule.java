package io.carillon.im.adapter.redis;

import io.carillon.im.delivery.Schedule;
import io.carillon.im.store.MessageId;
import io.carillon.node.redis.RedisBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * A sorted set of recipients by the time they are due. Each step is one script, so that a claim is atomic over all nodes;
 * the keys share a hash tag, so that they lie in one slot of a cluster.
 */
public final class RedisSchedule implements Schedule {
    private static final Logger LOG = LoggerFactory.getLogger(RedisSchedule.class);
    private static final List<String> KEYS = List.of("{im}:due", "{im}:lease", "{im}:forced", "{im}:generation");
    private static final String SEEN = "{im}:seen:";
    /** Longer than any S-CSCF tries the same request. */
    private static final Duration SEEN_FOR = Duration.ofHours(1);

    /** Never before the end of a lease: who holds it is told by the mark, which nobody settles if it is not the first. */
    private static final RedisScript<Long> WAKE = script("""
            local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
            redis.call('HSET', KEYS[4], ARGV[1], score and ARGV[4] .. '+' or ARGV[4])
            if ARGV[3] == '1' then redis.call('HSET', KEYS[3], ARGV[1], '1') end
            local leased = redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1
            if not score or (not leased and tonumber(score) > tonumber(ARGV[2])) then
              redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
            end
            return 1
            """, Long.class);

    private static final RedisScript<Long> SETTLE = script("""
            if redis.call('HGET', KEYS[4], ARGV[1]) ~= ARGV[2] or redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 then
              return 0
            end
            redis.call('ZREM', KEYS[1], ARGV[1])
            redis.call('HDEL', KEYS[4], ARGV[1])
            return 1
            """, Long.class);

    private static final RedisScript<List<?>> CLAIM = listScript("""
            local claims = {}
            for _, recipient in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])) do
              redis.call('ZADD', KEYS[1], ARGV[2], recipient)
              redis.call('HSET', KEYS[2], recipient, ARGV[4])
              table.insert(claims, recipient)
              table.insert(claims, redis.call('HGET', KEYS[4], recipient) or '0')
              table.insert(claims, redis.call('HGET', KEYS[3], recipient) or '0')
              redis.call('HDEL', KEYS[3], recipient)
            end
            return claims
            """);

    private static final RedisScript<Long> RENEW = script("""
            if redis.call('HGET', KEYS[2], ARGV[1]) ~= ARGV[2] then return 0 end
            redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
            return 1
            """, Long.class);

    private static final RedisScript<Long> RELEASE = script("""
            if redis.call('HGET', KEYS[2], ARGV[1]) ~= ARGV[2] then return 0 end
            redis.call('HDEL', KEYS[2], ARGV[1])
            if (redis.call('HGET', KEYS[4], ARGV[1]) or '0') ~= ARGV[3] then
              redis.call('ZADD', KEYS[1], ARGV[4], ARGV[1])
            elseif ARGV[5] == '' then
              redis.call('ZREM', KEYS[1], ARGV[1])
              redis.call('HDEL', KEYS[4], ARGV[1])
            else
              redis.call('ZADD', KEYS[1], ARGV[5], ARGV[1])
            end
            return 1
            """, Long.class);

    private static final long FIRST = -1;
    /** One step, so that of two nodes which hear of it in the same millisecond one is the first. */
    private static final RedisScript<Long> SEE = script("""
            local since = redis.call('GET', KEYS[1])
            if since then return tonumber(since) end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return -1
            """, Long.class);

    private final StringRedisTemplate redis;
    private final AtomicBoolean lost = new AtomicBoolean();

    public RedisSchedule(StringRedisTemplate redis) {
        this.redis = redis;
    }

    private static RedisScript<Long> script(String lua, Class<Long> result) {
        return new DefaultRedisScript<>(lua, result);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static RedisScript<List<?>> listScript(String lua) {
        return (RedisScript) new DefaultRedisScript<>(lua, List.class);
    }

    @Override
    public String wake(String recipient, Instant at, boolean force) {
        // Never one that was used before: what is settled by an old one may be another node's.
        var mark = UUID.randomUUID().toString();
        send(batch -> batch.call(WAKE, KEYS, recipient, millis(at), force ? "1" : "0", mark), away -> {
            LOG.warn("Redis is away, recovery will find what is there for {}: {}", recipient, away.getMessage());
            lost.set(true);
        });
        return mark;
    }

    @Override
    public void settle(String recipient, String mark) {
        send(
                batch -> batch.call(SETTLE, KEYS, recipient, mark),
                away -> LOG.info("{} will be looked after for nothing: {}", recipient, away.getMessage()));
    }

    /** In order with all that this node asks, and nobody waits for the answer. */
    private void send(Consumer<RedisBatch> command, Consumer<Throwable> failed) {
        try {
            RedisBatch.start(redis, command).whenComplete((done, failure) -> {
                if (failure != null) {
                    failed.accept(failure);
                }
            });
        } catch (DataAccessException | IllegalStateException e) { // away, or this node is on its way down
            failed.accept(e);
        }
    }

    @Override
    public boolean forgetful() {
        return lost.getAndSet(false);
    }

    @Override
    public void ensure(String recipient, Instant at) {
        redis.opsForZSet().addIfAbsent(KEYS.getFirst(), recipient, at.toEpochMilli());
    }

    @Override
    public List<Claim> claim(Instant now, Duration lease, int most) {
        var token = UUID.randomUUID().toString();
        var answer = redis.execute(CLAIM, KEYS, millis(now), millis(now.plus(lease)), Integer.toString(most), token);
        var claims = new ArrayList<Claim>();
        for (int i = 0; i + 2 < answer.size(); i += 3) {
            claims.add(new Claim(
                    (String) answer.get(i), token, (String) answer.get(i + 1), "1".equals(answer.get(i + 2))));
        }
        return claims;
    }

    @Override
    public boolean renew(Claim claim, Instant now, Duration lease) {
        return redis.execute(RENEW, KEYS, claim.recipient(), claim.token(), millis(now.plus(lease))) == 1;
    }

    @Override
    public void release(Claim claim, Instant now, Optional<Instant> next) {
        redis.execute(
                RELEASE,
                KEYS,
                claim.recipient(),
                claim.token(),
                claim.mark(),
                millis(now),
                next.map(RedisSchedule::millis).orElse(""));
    }

    @Override
    public Seen firstSeen(String submission, Instant now) {
        try {
            return RedisBatch.ask(redis, batch -> firstSeen(batch, submission, now));
        } catch (DataAccessException e) {
            LOG.info("Whether this submission came before is not known: {}", e.getMessage());
            return new Seen(now, false);
        }
    }

    /** To be asked when the batch has run. */
    static Supplier<Seen> firstSeen(RedisBatch batch, String submission, Instant now) {
        var since = batch.call(SEE, List.of(seen(submission)), millis(now), Long.toString(SEEN_FOR.toMillis()));
        return () -> since.get() == FIRST ? new Seen(now, false) : new Seen(Instant.ofEpochMilli(since.get()), true);
    }

    @Override
    public void forget(String submission) {
        try {
            redis.delete(seen(submission));
        } catch (DataAccessException e) {
            LOG.info("A refused submission is remembered for {}: {}", SEEN_FOR, e.getMessage());
        }
    }

    private static String seen(String submission) {
        return SEEN + HexFormat.of().formatHex(MessageId.digest(submission));
    }

    private static String millis(Instant time) {
        return Long.toString(time.toEpochMilli());
    }
}
