package io.carillon.cscf.adapter.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Times at which something is due, in a sorted set that all nodes look at. What is due is leased: it goes to one taker,
 * and to the next one later if that one dies before it has settled it.
 */
final class Leases {
    static final Duration LEASE = Duration.ofSeconds(30);

    /** What other nodes added since this one looked is noticed this soon; most of it is due much later. */
    private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();

    /**
     * What is due gets a later time in the same step that reads it: nobody else sees it as due. The first in the answer
     * is the time of what is due next.
     */
    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> TAKE = RedisScript.of("""
            local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
            for _, member in ipairs(due) do redis.call('ZADD', KEYS[1], ARGV[3], member) end
            table.insert(due, 1, redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] or 'inf')
            return due
            """, List.class);

    /** A member whose time is not the lease's any more has been bound anew. */
    private static final RedisScript<Long> SETTLE = RedisScript.of("""
            for i = 2, #ARGV do
                local score = redis.call('ZSCORE', KEYS[1], ARGV[i])
                if score and tonumber(score) == tonumber(ARGV[1]) then redis.call('ZREM', KEYS[1], ARGV[i]) end
            end
            return 0
            """, Long.class);

    private final StringRedisTemplate redis;
    private final String key;
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(0, System.nanoTime()));

    /** @param next nothing is due before, milliseconds, as far as was known at {@code seenAt} */
    private record Known(double next, long seenAt) {
        boolean rules(long now) {
            return now < next && System.nanoTime() - seenAt < FRESH_NANOS;
        }
    }

    Leases(StringRedisTemplate redis, String key) {
        this.redis = redis;
        this.key = key;
    }

    static long until(Instant now) {
        return now.plus(LEASE).toEpochMilli();
    }

    /** Something was added for that time. */
    void added(long dueAt) {
        known.updateAndGet(before -> new Known(Math.min(before.next(), dueAt), before.seenAt()));
    }

    List<String> take(Instant now, int most) {
        var before = known.get();
        if (before.rules(now.toEpochMilli())) {
            return List.of();
        }
        long seenAt = System.nanoTime();
        List<?> due = redis.execute(
                TAKE,
                List.of(key),
                Long.toString(now.toEpochMilli()),
                Integer.toString(most),
                Long.toString(until(now)));
        if (due == null) {
            return List.of();
        }
        var first = due.getFirst().toString();
        double next = first.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(first);
        known.compareAndSet(before, new Known(next, seenAt)); // what was added meanwhile is looked for the next time
        return due.stream().skip(1).map(Object::toString).toList();
    }

    void settle(long leasedUntil, Collection<String> members) {
        var arguments = new ArrayList<String>();
        arguments.add(Long.toString(leasedUntil));
        arguments.addAll(members);
        redis.execute(SETTLE, List.of(key), arguments.toArray());
    }
}
