package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.NewSubscriber;
import io.carillon.hss.subscriber.Orders;
import io.carillon.hss.subscriber.Precondition;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.subscriber.Subscriptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders in plain statements: a thousand subscribers are five round trips, and a change leaves registrations alone. */
final class JdbcOrders implements Orders {
    private static final String LOCK = "SELECT id, revision FROM subscriber WHERE impi = :impi FOR UPDATE";
    private static final String TAKEN_IMPIS = "SELECT impi FROM subscriber WHERE impi IN (:impis)";
    private static final String TAKEN_IMPUS = "SELECT impu FROM public_identity WHERE impu IN (:impus)";
    private static final String OTHERS_IMPUS =
            "SELECT impu FROM public_identity WHERE impu IN (:impus) AND subscriber_id <> :owner";
    private static final String PROFILES = "SELECT name, id FROM service_profile ORDER BY name";

    private final NamedParameterJdbcTemplate jdbc;
    private final Subscriptions subscriptions;
    private final SubscriberInserts inserts;
    private final TransactionTemplate transaction;

    JdbcOrders(
            NamedParameterJdbcTemplate jdbc,
            Subscriptions subscriptions,
            SubscriberInserts inserts,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.subscriptions = subscriptions;
        this.inserts = inserts;
        // Otherwise a row that is not there locks the gap around it, and two orders of new subscribers block each
        // other.
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.transaction = transaction;
    }

    private record Row(long id, long revision) {}

    @Override
    public Placed put(NewSubscriber order, Precondition precondition) {
        try {
            return transaction.execute(status -> place(order, precondition));
        } catch (DataIntegrityViolationException | PessimisticLockingFailureException raced) {
            // Someone else stored one of the identities since we looked, or wanted the same rows in another order.
            return transaction.execute(status -> place(order, precondition));
        }
    }

    private Placed place(NewSubscriber order, Precondition precondition) {
        Optional<Row> present = jdbc
                .query(
                        LOCK,
                        Map.of("impi", order.impi().value()),
                        (row, number) -> new Row(row.getLong("id"), row.getLong("revision")))
                .stream()
                .findFirst();
        if (present.isEmpty()) {
            return precondition.present()
                    ? new Placed.Stale()
                    : createInTransaction(List.of(order)).getFirst();
        }
        if (precondition.absent()) {
            return new Placed.Taken(Stream.concat(
                            Stream.of(order.impi().value()),
                            taken(TAKEN_IMPUS, Map.of("impus", values(order))).stream())
                    .toList());
        }
        if (precondition.revision().orElse(present.get().revision())
                != present.get().revision()) {
            return new Placed.Stale();
        }
        return replace(order, present.get().id());
    }

    private Placed replace(NewSubscriber order, long id) {
        List<String> others = taken(OTHERS_IMPUS, Map.of("impus", values(order), "owner", id));
        if (!others.isEmpty()) {
            return new Placed.Taken(others);
        }
        Map<String, Long> profiles = profiles();
        Optional<Placed> missing = missing(order, profiles);
        if (missing.isPresent()) {
            return missing.get();
        }
        Subscription stored = subscriptions.of(order.impi()).orElseThrow();
        if (isAsOrdered(stored, order, profiles.getOrDefault(order.profile(), 0L))) {
            return new Placed.Replaced(false);
        }
        inserts.update(id, order, profiles, stored);
        return new Placed.Replaced(true);
    }

    private static boolean isAsOrdered(Subscription stored, NewSubscriber order, long profile) {
        Map<Integer, List<PublicIdentity>> sets =
                stored.sets().stream().collect(Collectors.toMap(ImplicitSet::number, ImplicitSet::identities));
        return order.secret().isEmpty()
                && order.sqn().filter(wanted -> !wanted.equals(stored.sqn())).isEmpty()
                && stored.profile().id() == profile
                && stored.capabilities().equals(order.capabilities())
                && sets.equals(order.sets());
    }

    @Override
    public List<Placed> createAll(List<NewSubscriber> orders) {
        try {
            return transaction.execute(status -> createInTransaction(orders));
        } catch (DataIntegrityViolationException | PessimisticLockingFailureException raced) {
            return orders.stream().map(each -> put(each, Precondition.ABSENT)).toList();
        }
    }

    private List<Placed> createInTransaction(List<NewSubscriber> orders) {
        Set<String> taken = new HashSet<>(taken(
                TAKEN_IMPIS,
                Map.of("impis", orders.stream().map(each -> each.impi().value()).toList())));
        List<String> impus =
                orders.stream().flatMap(each -> values(each).stream()).toList();
        taken.addAll(taken(TAKEN_IMPUS, Map.of("impus", impus)));
        Map<String, Long> profiles = profiles();
        var results = new ArrayList<Placed>(orders.size());
        var created = new ArrayList<NewSubscriber>(orders.size());
        for (NewSubscriber each : orders) {
            Placed result = judge(each, taken, profiles);
            results.add(result);
            if (result instanceof Placed.Created) {
                created.add(each);
                taken.add(each.impi().value());
                taken.addAll(values(each));
            }
        }
        inserts.insert(created, profiles);
        return results;
    }

    private static Placed judge(NewSubscriber order, Set<String> taken, Map<String, Long> profiles) {
        List<String> own = Stream.concat(Stream.of(order.impi().value()), values(order).stream())
                .filter(taken::contains)
                .toList();
        if (!own.isEmpty()) {
            return new Placed.Taken(own);
        }
        if (order.secret().isEmpty()) {
            return new Placed.NoCredentials();
        }
        return missing(order, profiles).orElseGet(Placed.Created::new);
    }

    private static Optional<Placed> missing(NewSubscriber order, Map<String, Long> profiles) {
        return order.profiles().stream()
                .filter(each -> !profiles.containsKey(each))
                .findFirst()
                .map(each -> new Placed.NoSuchProfile(each, List.copyOf(profiles.keySet())));
    }

    private Map<String, Long> profiles() {
        var profiles = new LinkedHashMap<String, Long>();
        jdbc.query(PROFILES, Map.of(), row -> {
            profiles.put(row.getString("name"), row.getLong("id"));
        });
        return profiles;
    }

    private List<String> taken(String query, Map<String, ?> parameters) {
        boolean nothing =
                parameters.values().stream().anyMatch(each -> each instanceof Collection<?> values && values.isEmpty());
        return nothing ? List.of() : jdbc.queryForList(query, parameters, String.class);
    }

    private static List<String> values(NewSubscriber order) {
        return order.impus().stream().map(Object::toString).toList();
    }
}
