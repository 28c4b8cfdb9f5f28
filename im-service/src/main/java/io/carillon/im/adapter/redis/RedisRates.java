package io.carillon.im.adapter.redis;

import io.carillon.im.policy.LimitProperties;
import io.carillon.im.policy.Rates;
import io.carillon.im.policy.Ruling;
import io.carillon.im.store.MessageId;
import io.carillon.node.redis.RedisBatch;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * All nodes' counts in one place: two rates, each as the moment at which its bucket is full again, and two sets for the
 * present window. One script a message, so that it is counted whole; keys of one sender share a hash tag and go by
 * themselves. After Redis did not answer it is left alone for a moment, so that not every message waits for it.
 */
public final class RedisRates implements Rates {
    private static final Logger LOG = LoggerFactory.getLogger(RedisRates.class);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final int TAKEN_OF_DIGEST = 12;

    private static final long ALLOWED = 0;
    private static final long OF_ONE = 1;
    private static final long FAN_OUT = 2;
    private static final long TO_ONE = 3;

    /** ARGV: now, window, messages of one, from one to another, recipients, repetitions, recipient, whether there is a text. */
    private static final RedisScript<Long> COUNT = new DefaultRedisScript<>("""
            local now, window = tonumber(ARGV[1]), tonumber(ARGV[2])
            local function consumed(key, tokens)
              local full = math.max(tonumber(redis.call('GET', key) or '0'), now) + window / tokens
              if full - now > window + 1 then return false end
              redis.call('SET', key, string.format('%.3f', full), 'PX', math.ceil(full - now))
              return true
            end
            local function fits(key, most)
              if redis.call('SISMEMBER', key, ARGV[7]) == 1 then return redis.call('SCARD', key) <= most end
              if redis.call('SCARD', key) > most then return false end
              redis.call('SADD', key, ARGV[7])
              redis.call('PEXPIRE', key, window)
              return redis.call('SCARD', key) <= most
            end
            if not consumed(KEYS[1], tonumber(ARGV[3])) then return 1 end
            if not fits(KEYS[2], tonumber(ARGV[5])) then
              redis.call('SREM', KEYS[2], ARGV[7])
              return 2
            end
            if not consumed(KEYS[3], tonumber(ARGV[4])) then return 3 end
            if ARGV[8] == '1' and not fits(KEYS[4], tonumber(ARGV[6])) then return 4 end
            return 0
            """, Long.class);

    private final StringRedisTemplate redis;
    private final LimitProperties limits;
    private final Clock clock;
    private volatile long restsUntil;

    public RedisRates(StringRedisTemplate redis, LimitProperties limits, Clock clock) {
        this.redis = redis;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Optional<Ruling> count(String sender, String recipient, Optional<String> text) {
        if (rests()) {
            return Optional.empty();
        }
        try {
            return RedisBatch.ask(redis, batch -> count(batch, sender, recipient, text));
        } catch (DataAccessException e) {
            rest(e);
            return Optional.empty();
        }
    }

    private boolean rests() {
        return clock.millis() < restsUntil;
    }

    /** Redis did not answer. */
    void rest(DataAccessException why) {
        restsUntil = clock.millis() + REST.toMillis();
        LOG.warn("This node counts messages alone: {}", why.getMessage());
    }

    /** To be asked when the batch has run. */
    Supplier<Optional<Ruling>> count(RedisBatch batch, String sender, String recipient, Optional<String> text) {
        if (rests()) {
            return Optional::empty;
        }
        var verdict = counted(batch, clock.millis(), sender, recipient, text);
        return () -> Optional.of(ruling(verdict.get()));
    }

    private Supplier<Long> counted(RedisBatch batch, long now, String sender, String recipient, Optional<String> text) {
        var said = text.filter(each -> each.length() >= SHORTEST_TEXT);
        long window = limits.window().toMillis();
        var mine = "im:rate:{" + digest(sender) + "}";
        var other = digest(recipient);
        var present = mine + ":" + now / window;
        return batch.call(
                COUNT,
                List.of(mine, present, mine + ":to:" + other, present + ":" + digest(said.orElse(""))),
                Long.toString(now),
                Long.toString(window),
                Integer.toString(limits.perUser()),
                Integer.toString(limits.perPair()),
                Integer.toString(limits.recipients()),
                Integer.toString(limits.repetitions()),
                other,
                said.isPresent() ? "1" : "0");
    }

    private static Ruling ruling(long verdict) {
        if (verdict == ALLOWED) {
            return new Ruling.Allowed();
        }
        if (verdict == OF_ONE) {
            return Ruling.TooMany.OF_ONE;
        }
        if (verdict == FAN_OUT) {
            return Ruling.Spam.FAN_OUT;
        }
        return verdict == TO_ONE ? Ruling.TooMany.TO_ONE : Ruling.Spam.REPETITION;
    }

    /** Identities and texts as such stand nowhere in Redis. */
    private static String digest(String text) {
        return HexFormat.of().formatHex(Arrays.copyOf(MessageId.digest(text), TAKEN_OF_DIGEST));
    }
}
