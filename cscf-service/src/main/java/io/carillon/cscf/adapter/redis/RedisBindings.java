package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.ifc.UserProfile;
import io.carillon.cscf.ifc.UserProfileReader;
import io.carillon.cscf.scscf.Bindings;
import io.carillon.cscf.scscf.Contact;
import io.carillon.cscf.scscf.Registration;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registrations in Redis: one hash for each public identity with the profile and one field for each contact, so that a
 * look-up is one HGETALL and two devices that register at the same time do not overwrite each other. Expiry times are in
 * one sorted set, from which ZREM gives each to one node.
 */
public final class RedisBindings implements Bindings {
    private static final String KEY = "cscf:reg:";
    private static final String PRIVATE = "cscf:impi:";
    private static final String EXPIRY = "cscf:expiry";
    private static final String PROFILE = "profile";
    private static final String IMPI = "impi";
    private static final String CONTACT = "c:";

    private final StringRedisTemplate redis;
    private final JsonMapper json;
    private final Profiles profiles;
    private final Clock clock;

    public RedisBindings(StringRedisTemplate redis, JsonMapper json, Clock clock) {
        this.redis = redis;
        this.json = json;
        this.profiles = new Profiles();
        this.clock = clock;
    }

    @Override
    public Optional<Registration> find(Impu impu) {
        var fields = redis.<String, String>opsForHash().entries(KEY + impu.value());
        var userData = fields.get(PROFILE);
        var impi = fields.get(IMPI);
        if (userData == null || impi == null) {
            return Optional.empty();
        }
        var now = clock.instant();
        var contacts = new ArrayList<Contact>();
        fields.forEach((field, value) -> {
            if (field.startsWith(CONTACT)) {
                var contact = json.readValue(value, Contact.class);
                if (contact.liveAt(now)) {
                    contacts.add(contact);
                }
            }
        });
        return Optional.of(new Registration(
                Impi.parse(impi),
                userData.getBytes(StandardCharsets.UTF_8),
                profiles.of(userData),
                List.copyOf(contacts)));
    }

    @Override
    public Optional<Registration> findPrivate(Impi impi) {
        return Optional.ofNullable(redis.opsForValue().get(PRIVATE + impi.value()))
                .map(Impu::parse)
                .flatMap(this::find);
    }

    @Override
    public void bind(Registration registration, Collection<Impu> set, Instant keepUntil) {
        var fields = new HashMap<String, String>();
        fields.put(IMPI, registration.impi().value());
        fields.put(PROFILE, new String(registration.userData(), StandardCharsets.UTF_8));
        for (var contact : registration.contacts()) {
            fields.put(CONTACT + contact.key(), json.writeValueAsString(contact));
        }
        pipelined(operations -> {
            for (var impu : set) {
                operations.opsForHash().putAll(KEY + impu.value(), fields);
                operations.expireAt(KEY + impu.value(), keepUntil);
            }
            if (!set.isEmpty()) {
                operations
                        .opsForValue()
                        .set(PRIVATE + registration.impi().value(), set.iterator().next().value());
                operations.expireAt(PRIVATE + registration.impi().value(), keepUntil);
            }
            for (var contact : registration.contacts()) {
                operations.opsForZSet().add(EXPIRY, member(set, contact.key()), contact.expiresAtMillis());
            }
        });
    }

    @Override
    public void unbind(Collection<Impu> set, Collection<String> contactKeys) {
        if (contactKeys.isEmpty()) {
            return;
        }
        pipelined(operations -> {
            for (var impu : set) {
                operations
                        .opsForHash()
                        .delete(
                                KEY + impu.value(),
                                contactKeys.stream().map(CONTACT::concat).toArray());
            }
            for (var key : contactKeys) {
                operations.opsForZSet().remove(EXPIRY, member(set, key));
            }
        });
    }

    @Override
    public void forget(Collection<Impu> set) {
        redis.delete(set.stream().map(impu -> KEY + impu.value()).toList());
    }

    /** The first identity of the set stands for it. */
    private static String member(Collection<Impu> set, String contactKey) {
        return set.iterator().next().value() + "\n" + contactKey;
    }

    @Override
    public List<Expired> takeExpired(Instant now, int most) {
        var due = redis.opsForZSet().rangeByScore(EXPIRY, 0, now.toEpochMilli(), 0, most);
        if (due == null) {
            return List.of();
        }
        var taken = new ArrayList<Expired>();
        for (var member : due) {
            Long removed = redis.opsForZSet().remove(EXPIRY, member);
            if (removed != null && removed == 1) {
                int split = member.indexOf('\n');
                taken.add(new Expired(Impu.parse(member.substring(0, split)), member.substring(split + 1)));
            }
        }
        return taken;
    }

    private interface Commands {
        void on(RedisOperations<String, String> operations);
    }

    private void pipelined(Commands commands) {
        redis.executePipelined(new SessionCallback<Object>() {
            @Override
            @SuppressWarnings("unchecked")
            public <K, V> @Nullable Object execute(RedisOperations<K, V> operations) throws DataAccessException {
                commands.on((RedisOperations<String, String>) operations);
                return null;
            }
        });
    }

    /** Profiles read before: many users share one text but for their identities, and each is read often. */
    private static final class Profiles {
        private static final int KEPT = 10_000;
        private final Map<String, UserProfile> read = java.util.Collections.synchronizedMap(
                new java.util.LinkedHashMap<>(1_024, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, UserProfile> eldest) {
                        return size() > KEPT;
                    }
                });

        UserProfile of(String userData) {
            return read.computeIfAbsent(
                    userData, text -> UserProfileReader.read(text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
