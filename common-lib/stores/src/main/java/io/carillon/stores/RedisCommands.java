package io.carillon.stores;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;

/** How often a Redis has been given each command, by its own count: what a flow costs it. */
public final class RedisCommands {
    private static final Pattern COUNT = Pattern.compile("cmdstat_([a-z]+):calls=(\\d+),");
    /** Of connections, and of who looks after all flows now and then. */
    private static final Set<String> NOT_OF_A_FLOW = Set.of(
            "info", "hello", "client", "select", "ping", "command", "eval", "evalsha", "zrange", "zrangebyscore");

    private final InetSocketAddress redis;
    private final Map<String, Long> counts;

    private RedisCommands(InetSocketAddress redis) {
        this.redis = redis;
        this.counts = counts(redis);
    }

    /** Its counts of now. */
    public static RedisCommands at(InetSocketAddress redis) {
        return new RedisCommands(redis);
    }

    /** Of each command, as often as it was given since then. */
    public Map<String, Long> since() {
        var now = counts(redis);
        counts.forEach((command, count) -> now.merge(command, -count, Long::sum));
        now.values().removeIf(count -> count == 0);
        return now;
    }

    private static Map<String, Long> counts(InetSocketAddress redis) {
        var counts = new TreeMap<String, Long>();
        try (var connection = new Jedis(redis.getHostString(), redis.getPort())) {
            var found = COUNT.matcher(connection.info("commandstats"));
            while (found.find()) {
                if (!NOT_OF_A_FLOW.contains(found.group(1))) {
                    counts.put(found.group(1), Long.parseLong(found.group(2)));
                }
            }
        }
        return counts;
    }
}
