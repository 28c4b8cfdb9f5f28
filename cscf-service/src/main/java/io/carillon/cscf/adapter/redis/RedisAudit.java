package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.scscf.Audit;
import io.carillon.node.redis.SharedAudit;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The audit in the log of the node, and its latest entries in a list that all nodes share. */
public final class RedisAudit implements Audit {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit.authentication");
    private static final String KEY = "cscf:audit";

    private final SharedAudit<Entry> shared;
    private final HomeNetwork home;
    private final Clock clock;

    public RedisAudit(StringRedisTemplate redis, JsonMapper json, HomeNetwork home, Clock clock) {
        this.shared = new SharedAudit<>(redis, json, KEY, Entry.class, AUDIT);
        this.home = home;
        this.clock = clock;
    }

    @Override
    public void record(Happening happening, String impi, String impu, String source) {
        AUDIT.info("{} impi={} impu={} source={}", happening, impi, impu, source);
        shared.add(new Entry(clock.instant(), happening, impi, impu, source, home.nodeId()));
    }

    @Override
    public List<Entry> latest(Optional<String> impi, int most) {
        return shared.latest(each -> impi.isEmpty() || impi.get().equals(each.impi()), most);
    }
}
