package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.ifc.SharedCriteria;
import io.carillon.cscf.ifc.UserProfile;
import io.carillon.cscf.scscf.Bindings;
import io.carillon.cscf.scscf.Contact;
import io.carillon.cscf.scscf.Registration;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.node.redis.RedisBatch;
import io.carillon.node.redis.Remembered;
import io.carillon.node.redis.Remembered.Lasting;
import io.carillon.node.store.StoredFormat;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registrations in Redis: one hash for each public identity with the profile and one field for each contact, so that a
 * look-up is one HGETALL and two devices that register at the same time do not overwrite each other. A private identity
 * has the set of its registrations' first identities. Expiry times are in one sorted set.
 */
public final class RedisBindings implements Bindings {
    public static final String KEY = "cscf:reg:";
    private static final String PRIVATE = "cscf:impi:";
    private static final String EXPIRY = "cscf:expiry";
    /** Of the hash, and of each contact in it; fields of the hash that this build does not know stay where they are. */
    private static final int VERSION = 1;

    private static final String FORMAT = "v";
    private static final String PROFILE = "profile";
    private static final String IMPI = "impi";
    private static final String CHARGING = "charging";
    private static final String CONTACT = "c:";

    /** Expired hashes go late out of a memory that is told of it; contacts have times of their own. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final StringRedisTemplate redis;
    private final Remembered<Stored> remembered;
    private final StoredFormat<Contact> format;
    private final ProfileCache profiles;
    private final Clock clock;
    private final Leases leases;

    /** A hash as it was read. @param contacts also those whose time is over */
    public record Stored(Impi impi, byte[] userData, UserProfile profile, List<Contact> contacts, String charging) {}

    public RedisBindings(
            StringRedisTemplate redis,
            Remembered<Stored> remembered,
            JsonMapper json,
            SharedCriteria shared,
            Clock clock) {
        this.redis = redis;
        this.remembered = remembered;
        this.format = new StoredFormat<>(json, Contact.class, VERSION);
        this.profiles = new ProfileCache(shared);
        this.clock = clock;
        this.leases = new Leases(redis, EXPIRY);
    }

    @Override
    public Optional<Registration> find(Impu impu) {
        return read(KEY + impu.value()).map(this::registration);
    }

    private Optional<Stored> read(String key) {
        return stored(redis.<String, String>opsForHash().entries(key));
    }

    @Override
    public Optional<Registration> recall(Impu impu) {
        var key = KEY + impu.value();
        return remembered
                .find(key, () -> read(key).map(stored -> new Lasting<>(stored, REMEMBERED)))
                .map(this::registration);
    }

    /** What this node changes itself it is not told of. */
    private void change(List<Impu> set, Consumer<RedisBatch> commands) {
        try {
            RedisBatch.run(redis, commands);
        } finally {
            set.forEach(impu -> remembered.forget(KEY + impu.value()));
        }
    }

    @Override
    public List<Contact> overdue(Impu impu) {
        var now = clock.instant();
        return contacts(redis.<String, String>opsForHash().entries(KEY + impu.value()))
                .filter(each -> !each.liveAt(now))
                .toList();
    }

    private Stream<Contact> contacts(Map<?, ?> fields) {
        return fields.entrySet().stream()
                .filter(each -> each.getKey().toString().startsWith(CONTACT))
                .map(each -> format.read(each.getValue().toString(), RedisBindings::name));
    }

    private Optional<Stored> stored(Map<?, ?> fields) {
        if (!(fields.get(PROFILE) instanceof String userData) || !(fields.get(IMPI) instanceof String impi)) {
            return Optional.empty();
        }
        return Optional.of(new Stored(
                Impi.parse(impi),
                userData.getBytes(StandardCharsets.UTF_8),
                profiles.of(userData),
                contacts(fields).toList(),
                fields.get(CHARGING) instanceof String charging ? charging : ""));
    }

    private Registration registration(Stored stored) {
        var now = clock.instant();
        var contacts =
                stored.contacts().stream().filter(each -> each.liveAt(now)).toList();
        return new Registration(stored.impi(), stored.userData(), stored.profile(), contacts, stored.charging());
    }

    @Override
    public List<Registration> findPrivate(Impi impi) {
        var firsts = redis.opsForSet().members(PRIVATE + impi.value());
        return firsts == null
                ? List.of()
                : firsts.stream()
                        .map(first -> find(Impu.parse(first)))
                        .flatMap(Optional::stream)
                        .toList();
    }

    @Override
    public Registration bind(Registration registration, Duration keep) {
        var first = first(registration);
        var fields = fields(registration);
        return changed(registration, batch -> {
                    for (var impu : registration.set()) {
                        batch.putAll(KEY + impu.value(), fields).expire(KEY + impu.value(), keep);
                    }
                    batch.addToSet(PRIVATE + registration.impi().value(), first)
                            .expire(PRIVATE + registration.impi().value(), keep);
                    for (var contact : registration.contacts()) {
                        batch.addToSorted(EXPIRY, member(first, contact.key()), contact.expiresAtMillis());
                        leases.added(contact.expiresAtMillis());
                    }
                })
                .orElse(registration);
    }

    private Map<String, String> fields(Registration registration) {
        var fields = new HashMap<String, String>();
        fields.put(FORMAT, String.valueOf(VERSION));
        fields.put(IMPI, registration.impi().value());
        fields.put(PROFILE, new String(registration.userData(), StandardCharsets.UTF_8));
        fields.put(CHARGING, registration.chargingFunctions());
        for (var contact : registration.contacts()) {
            fields.put(CONTACT + contact.key(), format.write(name(contact), contact));
        }
        return fields;
    }

    /** The registration as it is after these commands. */
    private Optional<Registration> changed(Registration registration, Consumer<RedisBatch> commands) {
        var after = new AtomicReference<Map<String, String>>(Map.of());
        change(registration.set(), batch -> {
            commands.accept(batch);
            after.set(batch.entries(KEY + first(registration)));
        });
        return stored(after.get()).map(this::registration);
    }

    @Override
    public Optional<Registration> unbind(Registration registration, Collection<String> contactKeys) {
        if (contactKeys.isEmpty()) {
            return Optional.of(registration);
        }
        var first = first(registration);
        var fields = contactKeys.stream().map(CONTACT::concat).toList();
        var members = contactKeys.stream().map(key -> member(first, key)).toList();
        return changed(registration, batch -> {
            for (var impu : registration.set()) {
                batch.removeFields(KEY + impu.value(), fields);
            }
            batch.removeFromSorted(EXPIRY, members);
        });
    }

    @Override
    public void changeProfile(Registration known, Registration changed) {
        var first = first(changed);
        var left = redis.getExpire(KEY + first(known));
        var keep = Duration.ofSeconds(left == null || left < 1 ? 1 : left);
        var gone = new ArrayList<>(known.set());
        gone.removeAll(changed.set());
        var touched = Stream.concat(gone.stream(), changed.set().stream()).toList();
        change(touched, batch -> {
            for (var impu : changed.set()) {
                boolean was = known.profile().contains(impu);
                var fields = was ? fields(changed.with(List.of())) : fields(changed);
                batch.putAll(KEY + impu.value(), fields).expire(KEY + impu.value(), keep);
            }
            batch.addToSet(PRIVATE + changed.impi().value(), first);
            for (var contact : changed.contacts()) {
                batch.removeFromSorted(EXPIRY, List.of(member(first(known), contact.key())));
                batch.addToSorted(EXPIRY, member(first, contact.key()), contact.expiresAtMillis());
                leases.added(contact.expiresAtMillis());
            }
            batch.delete(gone.stream().map(impu -> KEY + impu.value()).toList());
        });
    }

    @Override
    public void forget(Registration registration) {
        var first = first(registration);
        var members = redis.<String, String>opsForHash().keys(KEY + first).stream()
                .filter(field -> field.startsWith(CONTACT))
                .map(field -> member(first, field.substring(CONTACT.length())))
                .toList();
        change(
                registration.set(),
                batch -> batch.delete(registration.set().stream()
                                .map(impu -> KEY + impu.value())
                                .toList())
                        .removeFromSet(PRIVATE + registration.impi().value(), first)
                        .removeFromSorted(EXPIRY, members));
    }

    /** The first identity of the set stands for it. */
    private static String first(Registration registration) {
        return registration.set().getFirst().value();
    }

    private static String name(Contact contact) {
        return member(contact.impu(), contact.key());
    }

    private static String member(String first, String contactKey) {
        return first + "\n" + contactKey;
    }

    @Override
    public List<Expired> takeExpired(Instant now, int most) {
        long until = Leases.until(now);
        return leases.take(now, most).stream()
                .map(member -> expired(member, until))
                .toList();
    }

    @Override
    public List<Impu> nextToExpire(long offset, int most) {
        var members = redis.opsForZSet().range(EXPIRY, offset, offset + most - 1);
        return members == null
                ? List.of()
                : members.stream()
                        .map(each -> expired(each, 0).impu())
                        .distinct()
                        .toList();
    }

    @Override
    public long devices() {
        var count = redis.opsForZSet().zCard(EXPIRY);
        return count == null ? 0 : count;
    }

    private static Expired expired(String member, long until) {
        int split = member.indexOf('\n');
        return new Expired(Impu.parse(member.substring(0, split)), member.substring(split + 1), until);
    }

    @Override
    public void settle(Collection<Expired> expired) {
        leases.settle(
                expired.iterator().next().leasedUntil(),
                expired.stream()
                        .map(each -> member(each.impu().value(), each.contactKey()))
                        .toList());
    }
}
