package io.carillon.sbc.adapter.redis;

import io.carillon.sbc.ibcf.TrunkAudit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The audit in the log of the node, and its latest entries in a list that all borders share. */
public final class RedisTrunkAudit implements TrunkAudit {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit.trunk");
    private static final String KEY = "sbc:trunk-audit";
    private static final int KEPT = 10_000;

    private final StringRedisTemplate redis;
    private final JsonMapper json;

    public RedisTrunkAudit(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    @Override
    public void refused(Entry entry) {
        AUDIT.info(
                "REFUSED trunk={} source={} proven={} identity={} call={} reason={}",
                entry.trunk(),
                entry.source(),
                entry.proven(),
                entry.identity(),
                entry.callId(),
                entry.reason());
        try {
            redis.opsForList().leftPush(KEY, json.writeValueAsString(entry));
            redis.opsForList().trim(KEY, 0, KEPT - 1L);
        } catch (DataAccessException e) {
            AUDIT.warn("The shared audit cannot be written: {}", e.getMessage());
        }
    }

    @Override
    public List<Entry> latest(int most) {
        var entries = redis.opsForList().range(KEY, 0, most - 1L);
        return entries == null
                ? List.of()
                : entries.stream()
                        .map(each -> json.readValue(each, Entry.class))
                        .toList();
    }
}
