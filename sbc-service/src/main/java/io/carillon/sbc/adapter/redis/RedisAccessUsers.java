package io.carillon.sbc.adapter.redis;

import io.carillon.sbc.pcscf.AccessUser;
import io.carillon.sbc.pcscf.AccessUsers;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Phones under their flow, and under address and identity for their later connections. */
public final class RedisAccessUsers implements AccessUsers {
    private static final String FLOW = "sbc:flow:";
    private static final String HOST = "sbc:host:";

    private final StringRedisTemplate redis;
    private final JsonMapper json;

    public RedisAccessUsers(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    @Override
    public void save(Arrival flow, AccessUser user, Duration lifetime) {
        var value = json.writeValueAsString(user);
        redis.executePipelined(new SessionCallback<Object>() {
            @Override
            @SuppressWarnings("unchecked")
            public <K, V> @Nullable Object execute(RedisOperations<K, V> operations) {
                var values = ((RedisOperations<String, String>) operations).opsForValue();
                keys(flow, user).forEach(key -> values.set(key, value, lifetime));
                return null;
            }
        });
    }

    @Override
    public void remove(Arrival flow, AccessUser user) {
        redis.delete(keys(flow, user));
    }

    @Override
    public Optional<AccessUser> find(Arrival flow, Optional<String> claimedIdentity) {
        var keys = new ArrayList<String>(2);
        keys.add(flowKey(flow));
        if (flow.transport().reliable()) {
            claimedIdentity.ifPresent(identity -> keys.add(hostKey(flow, identity)));
        }
        var found = redis.opsForValue().multiGet(keys);
        return found == null
                ? Optional.empty()
                : found.stream()
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(value -> json.readValue(value, AccessUser.class));
    }

    private static List<String> keys(Arrival flow, AccessUser user) {
        var keys = new ArrayList<String>();
        keys.add(flowKey(flow));
        user.identities().forEach(identity -> keys.add(hostKey(flow, identity)));
        return keys;
    }

    private static String flowKey(Arrival flow) {
        return FLOW + flow.transport() + ":" + Addresses.text(flow.remote());
    }

    private static String hostKey(Arrival flow, String identity) {
        return HOST + flow.remote().getAddress().getHostAddress() + " " + identity;
    }
}
