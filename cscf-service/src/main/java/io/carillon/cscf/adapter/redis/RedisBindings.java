package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.ifc.SharedCriteria;
import io.carillon.cscf.scscf.Bindings;
import io.carillon.cscf.scscf.Contact;
import io.carillon.cscf.scscf.Registration;
import io.carillon.cscf.scscf.regevent.Watchers;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.node.redis.RedisBatch;
import io.carillon.node.redis.Remembered;
import io.carillon.node.redis.Remembered.Lasting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    /** Expired hashes go late out of a memory that is told of it; contacts have times of their own. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final StringRedisTemplate redis;
    private final Remembered<RegistrationHash.Stored> remembered;
    private final RegistrationHash hash;
    private final Clock clock;
    private final Leases leases;
    private final RegisteredSets list;

    public RedisBindings(
            StringRedisTemplate redis,
            Remembered<RegistrationHash.Stored> remembered,
            JsonMapper json,
            SharedCriteria shared,
            Clock clock) {
        this.redis = redis;
        this.remembered = remembered;
        this.hash = new RegistrationHash(json, shared);
        this.clock = clock;
        this.leases = new Leases(redis, EXPIRY);
        this.list = new RegisteredSets(redis, EXPIRY);
    }

    @Override
    public Optional<Registration> find(Impu impu) {
        return read(KEY + impu.value()).map(this::registration);
    }

    /** To be asked when the batch has run. */
    Supplier<Optional<Registration>> find(RedisBatch batch, Impu impu) {
        var fields = batch.entries(KEY + impu.value());
        return () -> hash.stored(fields).map(this::registration);
    }

    private Optional<RegistrationHash.Stored> read(String key) {
        return hash.stored(redis.<String, String>opsForHash().entries(key));
    }

    @Override
    public Optional<Registration> recall(Impu impu) {
        var key = KEY + impu.value();
        return remembered
                .find(key, () -> read(key).map(stored -> new Lasting<>(stored.inShort(), REMEMBERED)))
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
        return hash.contacts(redis.<String, String>opsForHash().entries(KEY + impu.value()))
                .filter(each -> !each.liveAt(now))
                .toList();
    }

    private Registration registration(RegistrationHash.Stored stored) {
        return new Registration(
                stored.impi(), stored.userData(), stored.profile(), live(stored.contacts()), stored.charging());
    }

    private List<Contact> live(Collection<Contact> contacts) {
        var now = clock.instant();
        return contacts.stream().filter(each -> each.liveAt(now)).toList();
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
    public Bound bind(Registration registration, List<Contact> before, Duration keep) {
        var first = first(registration);
        var fields = hash.fields(registration);
        var names = new AtomicReference<Supplier<Set<String>>>(Set::of);
        var watched = new AtomicReference<BooleanSupplier>(() -> true);
        change(registration.set(), batch -> {
            for (var impu : registration.set()) {
                batch.putAll(KEY + impu.value(), fields).expire(KEY + impu.value(), keep);
            }
            batch.addToSet(PRIVATE + registration.impi().value(), first)
                    .expire(PRIVATE + registration.impi().value(), keep);
            for (var contact : registration.contacts()) {
                batch.addToSorted(EXPIRY, member(first, contact.key()), contact.expiresAtMillis());
                leases.added(contact.expiresAtMillis());
            }
            names.set(batch.fieldNames(KEY + first));
            watched.set(batch.exists(RedisWatchers.keys(Watchers.identities(registration))));
        });
        var after = new LinkedHashMap<String, Contact>();
        before.forEach(each -> after.put(each.key(), each));
        registration.contacts().forEach(each -> after.put(each.key(), each));
        return new Bound(
                whole(registration, after, names.get().get()), watched.get().getAsBoolean());
    }

    /** Only what another node has changed meanwhile, or nobody has cleared away yet, is read again. */
    private Registration whole(Registration registration, Map<String, Contact> contacts, Set<String> names) {
        boolean alone = RegistrationHash.contactKeys(names).equals(contacts.keySet());
        return alone
                ? new Registration(
                        registration.impi(),
                        registration.userData(),
                        hash.whole(registration.profile()),
                        live(contacts.values()),
                        registration.chargingFunctions())
                : find(registration.set().getFirst()).orElse(registration);
    }

    /** The registration as it is after these commands. */
    private Optional<Registration> changed(Registration registration, Consumer<RedisBatch> commands) {
        var after = new AtomicReference<Map<String, String>>(Map.of());
        change(registration.set(), batch -> {
            commands.accept(batch);
            after.set(batch.entries(KEY + first(registration)));
        });
        return hash.stored(after.get()).map(this::registration);
    }

    @Override
    public Optional<Registration> unbind(Registration registration, Collection<String> contactKeys) {
        if (contactKeys.isEmpty()) {
            return Optional.of(registration);
        }
        var first = first(registration);
        var fields = contactKeys.stream().map(RegistrationHash::contact).toList();
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
                var fields = was ? hash.fields(changed.with(List.of())) : hash.fields(changed);
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
        var keys =
                RegistrationHash.contactKeys(redis.<String, String>opsForHash().keys(KEY + first));
        var members = keys.stream().map(key -> member(first, key)).toList();
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
    public Sets nextToExpire(long offset, int most) {
        return list.page(offset, most);
    }

    @Override
    public Sets search(String part, long offset, int most) {
        return list.search(part, offset, most);
    }

    @Override
    public long devices() {
        var count = redis.opsForZSet().zCard(EXPIRY);
        return count == null ? 0 : count;
    }

    private static Expired expired(String member, long until) {
        var first = RegisteredSets.first(member);
        return new Expired(Impu.parse(first), member.substring(first.length() + 1), until);
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
