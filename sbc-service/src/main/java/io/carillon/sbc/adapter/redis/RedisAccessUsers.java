package io.carillon.sbc.adapter.redis;

import io.carillon.node.redis.RedisBatch;
import io.carillon.node.redis.Remembered;
import io.carillon.node.redis.Remembered.Lasting;
import io.carillon.node.store.StoredFormat;
import io.carillon.sbc.pcscf.AccessUser;
import io.carillon.sbc.pcscf.AccessUsers;
import io.carillon.sbc.pcscf.Identities;
import io.carillon.sip.message.SipFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Phones under their flow, and under address and identity for their later connections. */
public final class RedisAccessUsers implements AccessUsers {
    private static final int VERSION = 1;
    public static final String FLOW = "sbc:flow:";
    private static final String HOST = "sbc:host:";
    private static final String FLOWS = "sbc:flows:";
    /** A phone with a shorter registration must not take the others with it. */
    private static final Duration FLOWS_STAY = Duration.ofDays(7);

    private static final long ENDLESS = -1;
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String DEVICE = "sbc:device:";

    private final StringRedisTemplate redis;
    private final Remembered<AccessUser> remembered;
    private final StoredFormat<AccessUser> format;

    public RedisAccessUsers(StringRedisTemplate redis, Remembered<AccessUser> remembered, JsonMapper json) {
        this.redis = redis;
        this.remembered = remembered;
        this.format = new StoredFormat<>(json, AccessUser.class, VERSION);
    }

    @Override
    public void save(AccessUser user, Duration lifetime) {
        var value = format.write(user.flow(), user);
        remembered.know(FLOW + user.flow(), user, lifetime);
        try {
            write(user, value, lifetime);
        } catch (SipFailure e) {
            remembered.forget(FLOW + user.flow());
            throw e;
        }
    }

    private void write(AccessUser user, String value, Duration lifetime) {
        Away.asFailure(() -> {
            RedisBatch.run(redis, batch -> {
                keys(user).forEach(key -> batch.set(key, value, lifetime));
                var flows = flowsKey(user);
                batch.addToSet(flows, user.flow()).expire(flows, lifetime.plus(FLOWS_STAY));
            });
            return true;
        });
    }

    @Override
    public void remove(AccessUser user) {
        format.forget(user.flow());
        forgetting(user.flow(), () -> {
            redis.opsForSet().remove(flowsKey(user), user.flow());
            redis.delete(keys(user));
        });
    }

    private void forgetting(String flow, Runnable deletion) {
        try {
            Away.asFailure(() -> {
                deletion.run();
                return true;
            });
        } finally {
            remembered.forget(FLOW + flow);
        }
    }

    @Override
    public void change(AccessUser before, AccessUser after) {
        Long seconds = Away.asFailure(() -> redis.getExpire(FLOW + before.flow()));
        if (seconds == null || seconds <= 0) {
            return; // it has expired meanwhile
        }
        var gone = new ArrayList<>(keys(before));
        gone.removeAll(keys(after));
        forgetting(before.flow(), () -> redis.delete(gone));
        format.renamed(before.flow(), after.flow());
        save(after, Duration.ofSeconds(seconds));
    }

    @Override
    public List<AccessUser> of(String defaultIdentity) {
        var flows = Away.asFailure(() -> redis.opsForSet().members(FLOWS + Identities.canonical(defaultIdentity)));
        return flows == null
                ? List.of()
                : flows.stream().flatMap(flow -> onFlow(flow).stream()).toList();
    }

    private static String flowsKey(AccessUser user) {
        return FLOWS + Identities.canonical(user.defaultIdentity());
    }

    @Override
    public Optional<AccessUser> onFlow(String flow) {
        var key = FLOW + flow;
        return remembered.find(key, () -> find(key).flatMap(user -> left(key).map(left -> new Lasting<>(user, left))));
    }

    /** A registration without an end was written by somebody else: it is looked at again soon. */
    private Optional<Duration> left(String key) {
        Long millis = Away.asFailure(() -> redis.getExpire(key, TimeUnit.MILLISECONDS));
        return Optional.ofNullable(millis)
                .filter(left -> left > 0 || left == ENDLESS)
                .map(left -> left == ENDLESS ? SOON : Duration.ofMillis(left));
    }

    @Override
    public void lost(String flow) {
        forgetting(flow, () -> redis.delete(FLOW + flow));
    }

    @Override
    public Optional<AccessUser> atHost(String host, String identity) {
        return find(hostKey(host, identity));
    }

    @Override
    public Optional<AccessUser> ofDevice(String device, String identity) {
        return device.isEmpty() ? Optional.empty() : find(deviceKey(device, identity));
    }

    private Optional<AccessUser> find(String key) {
        return Optional.ofNullable(Away.asFailure(() -> redis.opsForValue().get(key)))
                .map(value -> format.read(value, AccessUser::flow));
    }

    private static List<String> keys(AccessUser user) {
        var keys = new ArrayList<String>();
        keys.add(FLOW + user.flow());
        if (!user.host().isEmpty()) {
            user.identities().forEach(identity -> keys.add(hostKey(user.host(), identity)));
        }
        if (!user.device().isEmpty()) {
            user.identities().forEach(identity -> keys.add(deviceKey(user.device(), identity)));
        }
        return keys;
    }

    private static String deviceKey(String device, String identity) {
        return DEVICE + device + " " + Identities.canonical(identity);
    }

    private static String hostKey(String host, String identity) {
        return HOST + host + " " + Identities.canonical(identity);
    }
}
