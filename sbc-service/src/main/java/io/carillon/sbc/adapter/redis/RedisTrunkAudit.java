package io.carillon.sbc.adapter.redis;

import io.carillon.node.redis.SharedAudit;
import io.carillon.sbc.ibcf.TrunkAudit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The audit in the log of the node, and its latest entries in a list that all borders share. */
public final class RedisTrunkAudit implements TrunkAudit {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit.trunk");
    private static final String KEY = "sbc:trunk-audit";

    private final SharedAudit<Entry> shared;

    public RedisTrunkAudit(StringRedisTemplate redis, JsonMapper json) {
        this.shared = new SharedAudit<>(redis, json, KEY, Entry.class, AUDIT);
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
        shared.add(entry);
    }

    @Override
    public List<Entry> latest(int most) {
        return shared.latest(any -> true, most);
    }
}
