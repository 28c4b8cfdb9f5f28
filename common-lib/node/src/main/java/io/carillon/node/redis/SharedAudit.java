package io.carillon.node.redis;

import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The latest entries of an audit, in a list that all nodes of a role share. */
public final class SharedAudit<E> {
    private static final int KEPT = 10_000;

    private final StringRedisTemplate redis;
    private final JsonMapper json;
    private final String key;
    private final Class<E> type;
    private final Logger log;

    /** @param log where the same audit is written node by node */
    public SharedAudit(StringRedisTemplate redis, JsonMapper json, String key, Class<E> type, Logger log) {
        this.redis = redis;
        this.json = json;
        this.key = key;
        this.type = type;
        this.log = log;
    }

    /** Never fails the procedure that it is told of. */
    public void add(E entry) {
        try {
            redis.opsForList().leftPush(key, json.writeValueAsString(entry));
            redis.opsForList().trim(key, 0, KEPT - 1L);
        } catch (DataAccessException e) {
            log.warn("The shared audit cannot be written: {}", e.getMessage());
        }
    }

    /** The latest first. */
    public List<E> latest(Predicate<E> wanted, int most) {
        var entries = redis.opsForList().range(key, 0, KEPT - 1L);
        return entries == null
                ? List.of()
                : entries.stream()
                        .map(each -> json.readValue(each, type))
                        .filter(wanted)
                        .limit(most)
                        .toList();
    }
}
