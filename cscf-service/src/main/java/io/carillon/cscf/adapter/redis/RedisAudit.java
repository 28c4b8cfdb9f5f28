package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.scscf.Audit;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The audit in the log of the node, and its latest entries in a list that all nodes share. */
public final class RedisAudit implements Audit {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit.authentication");
    private static final String KEY = "cscf:audit";
    private static final int KEPT = 10_000;

    private final StringRedisTemplate redis;
    private final JsonMapper json;
    private final HomeNetwork home;
    private final Clock clock;

    public RedisAudit(StringRedisTemplate redis, JsonMapper json, HomeNetwork home, Clock clock) {
        this.redis = redis;
        this.json = json;
        this.home = home;
        this.clock = clock;
    }

    @Override
    public void record(Happening happening, String impi, String impu, String source) {
        AUDIT.info("{} impi={} impu={} source={}", happening, impi, impu, source);
        try {
            redis.opsForList()
                    .leftPush(
                            KEY,
                            json.writeValueAsString(
                                    new Entry(clock.instant(), happening, impi, impu, source, home.nodeId())));
            redis.opsForList().trim(KEY, 0, KEPT - 1L);
        } catch (DataAccessException e) {
            AUDIT.warn("The shared audit cannot be written: {}", e.getMessage());
        }
    }

    @Override
    public List<Entry> latest(Optional<String> impi, int most) {
        var entries = redis.opsForList().range(KEY, 0, KEPT - 1L);
        return entries == null
                ? List.of()
                : entries.stream()
                        .map(each -> json.readValue(each, Entry.class))
                        .filter(each -> impi.isEmpty() || impi.get().equals(each.impi()))
                        .limit(most)
                        .toList();
    }
}
