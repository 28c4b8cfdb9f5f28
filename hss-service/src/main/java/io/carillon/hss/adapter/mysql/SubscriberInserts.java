package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.NewSubscriber;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.SealedSecret;
import io.carillon.hss.subscriber.Subscription;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Writes the three tables of a subscriber, table by table; each of these calls is part of a transaction. */
record SubscriberInserts(NamedParameterJdbcTemplate jdbc, Clock clock) {
    private static final String SUBSCRIBER = """
            INSERT INTO subscriber (impi, scheme, secret, digest_realm, algorithm, sqn, mandatory_capabilities,
                                    optional_capabilities, profile_id, created_at, version, revision)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1)""";
    private static final String SET =
            "INSERT INTO registration_set (subscriber_id, set_number, state, auth_pending) VALUES (?, ?, ?, FALSE)";
    private static final String IDENTITY = """
            INSERT INTO public_identity (impu, subscriber_id, registration_set_id, sort_order, barred, display_name,
                                         kind, profile_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String IDS = "SELECT impi, id FROM subscriber WHERE impi IN (:impis)";
    private static final String SETS =
            "SELECT subscriber_id, set_number, id FROM registration_set WHERE subscriber_id IN (:ids)";
    private static final String CHANGE = """
            UPDATE subscriber SET profile_id = :profile, mandatory_capabilities = :mandatory,
                   optional_capabilities = :optional, sqn = :sqn, version = version + 1, revision = revision + 1
             WHERE id = :id""";
    private static final String CHANGE_SECRET =
            "UPDATE subscriber SET scheme = ?, secret = ?, digest_realm = ?, algorithm = ? WHERE id = ?";

    private record SetKey(long subscriber, int number) {}

    void insert(List<NewSubscriber> orders, Map<String, Long> profiles) {
        if (orders.isEmpty()) {
            return;
        }
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.getJdbcTemplate()
                .batchUpdate(
                        SUBSCRIBER,
                        orders.stream()
                                .map(each -> subscriber(each, profiles.getOrDefault(each.profile(), 0L), now))
                                .toList());
        var ids = new HashMap<String, Long>();
        jdbc.query(
                IDS,
                Map.of("impis", orders.stream().map(each -> each.impi().value()).toList()),
                row -> {
                    ids.put(row.getString("impi"), row.getLong("id"));
                });
        var sets = new ArrayList<Object[]>();
        for (NewSubscriber each : orders) {
            long id = ids.getOrDefault(each.impi().value(), 0L);
            each.sets().keySet().forEach(number -> sets.add(set(id, number)));
        }
        jdbc.getJdbcTemplate().batchUpdate(SET, sets);
        Map<SetKey, Long> setIds = setIds(ids.values().stream().toList());
        var identities = new ArrayList<Object[]>();
        for (NewSubscriber each : orders) {
            identities(ids.getOrDefault(each.impi().value(), 0L), each, profiles, setIds, identities);
        }
        jdbc.getJdbcTemplate().batchUpdate(IDENTITY, identities);
    }

    /** Sets keep their rows, and with them their registration and what application servers store there. */
    void update(long id, NewSubscriber order, Map<String, Long> profiles, Subscription stored) {
        jdbc.update(
                CHANGE,
                Map.of(
                        "id", id,
                        "profile", profiles.getOrDefault(order.profile(), 0L),
                        "mandatory", NumberList.format(order.capabilities().mandatory()),
                        "optional", NumberList.format(order.capabilities().optional()),
                        "sqn", order.sqn().orElse(stored.sqn()).value()));
        order.secret()
                .ifPresent(secret -> jdbc.getJdbcTemplate()
                        .update(
                                CHANGE_SECRET,
                                secret.scheme().name(),
                                secret.sealed(),
                                secret.realm().orElse(null),
                                order.algorithm().map(Enum::name).orElse(null),
                                id));
        jdbc.update("DELETE FROM public_identity WHERE subscriber_id = :id", Map.of("id", id));
        Set<Integer> present = stored.sets().stream().map(ImplicitSet::number).collect(Collectors.toSet());
        List<Object[]> added = order.sets().keySet().stream()
                .filter(number -> !present.contains(number))
                .map(number -> set(id, number))
                .toList();
        jdbc.getJdbcTemplate().batchUpdate(SET, added);
        jdbc.update(
                "DELETE FROM registration_set WHERE subscriber_id = :id AND set_number NOT IN (:numbers)",
                Map.of("id", id, "numbers", order.sets().keySet()));
        var identities = new ArrayList<Object[]>();
        identities(id, order, profiles, setIds(List.of(id)), identities);
        jdbc.getJdbcTemplate().batchUpdate(IDENTITY, identities);
    }

    private Map<SetKey, Long> setIds(List<Long> subscribers) {
        var ids = new HashMap<SetKey, Long>();
        jdbc.query(SETS, Map.of("ids", subscribers), row -> {
            ids.put(new SetKey(row.getLong("subscriber_id"), row.getInt("set_number")), row.getLong("id"));
        });
        return ids;
    }

    private static Object[] subscriber(NewSubscriber order, long profile, Timestamp now) {
        SealedSecret secret = order.secret().orElseThrow();
        return new Object[] {
            order.impi().value(),
            secret.scheme().name(),
            secret.sealed(),
            secret.realm().orElse(null),
            order.algorithm().map(Enum::name).orElse(null),
            order.sqn().map(each -> each.value()).orElse(0L),
            NumberList.format(order.capabilities().mandatory()),
            NumberList.format(order.capabilities().optional()),
            profile,
            now
        };
    }

    private static Object[] set(long subscriber, int number) {
        return new Object[] {subscriber, number, RegistrationState.NOT_REGISTERED.name()};
    }

    private static void identities(
            long id, NewSubscriber order, Map<String, Long> profiles, Map<SetKey, Long> sets, List<Object[]> rows) {
        order.sets().forEach((number, identities) -> {
            long set = sets.getOrDefault(new SetKey(id, number), 0L);
            int place = 0;
            for (PublicIdentity each : identities) {
                rows.add(new Object[] {
                    each.impu().value(),
                    id,
                    set,
                    place++,
                    each.barred(),
                    each.displayName().orElse(null),
                    each.kind().name(),
                    each.profile().map(profiles::get).orElse(null)
                });
            }
        });
    }
}
