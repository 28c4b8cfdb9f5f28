package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.Capabilities;
import io.carillon.hss.subscriber.Change;
import io.carillon.hss.subscriber.ProfileVersion;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.Standing;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.node.store.Gathering;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * One statement reads all that a Cx command needs, one more changes it: no transaction stays open, and no object graph
 * is built on the way of each registration. Provisioning goes through JPA, over the same tables.
 */
final class JdbcSubscriptions implements Subscriptions {
    private static final String BY_IMPI =
            ReadSubscriptions.STATEMENT.formatted("s.impi AS asked", "subscriber s", "s.impi = ?");
    private static final String BY_IMPU = ReadSubscriptions.STATEMENT.formatted(
            "k.impu AS asked", "public_identity k JOIN subscriber s ON s.id = k.subscriber_id", "k.impu IN (?%s)");
    /** One row of a few columns, found by the keys alone. */
    private static final String STANDING = """
            SELECT s.impi, s.scscf_name, s.mandatory_capabilities, s.optional_capabilities, r.state,
                   EXISTS (SELECT 1 FROM public_identity k WHERE k.registration_set_id = r.id AND NOT k.barred),
                   f.id, f.version, o.id, o.version, p.impu
              FROM public_identity p
              JOIN registration_set r ON r.id = p.registration_set_id
              JOIN subscriber s ON s.id = p.subscriber_id
              JOIN service_profile f ON f.id = s.profile_id
              LEFT JOIN service_profile o ON o.id = p.profile_id
             WHERE p.impu IN (?%s)
            """;
    /** By how many are asked for: a statement for each number would be one to prepare each time. */
    private static final List<Integer> SIZES = List.of(1, 4, 16, Gathering.MOST);

    /** The store answers so many gathered questions at a time. */
    static final int TURNS = 2;

    private static final Map<Integer, String> STANDINGS = bySize(STANDING);
    private static final Map<Integer, String> SUBSCRIPTIONS = bySize(BY_IMPU);

    private final JdbcTemplate jdbc;
    private final Wildcards wildcards;
    private final Gathering<String, Standing> standings = new Gathering<>(TURNS, this::standings);
    private final Gathering<String, Subscription> subscriptions = new Gathering<>(TURNS, this::subscriptions);
    private final JdbcChanges changes;
    private final Awaited awaited = new Awaited();

    JdbcSubscriptions(JdbcTemplate jdbc, Wildcards wildcards) {
        this.jdbc = jdbc;
        this.wildcards = wildcards;
        this.changes = new JdbcChanges(jdbc);
    }

    @Override
    public Optional<Subscription> of(Impu impu) {
        return subscriptions.ask(impu.value());
    }

    @Override
    public Optional<Subscription> of(Impi impi) {
        return Optional.ofNullable(
                query(BY_IMPI, ReadSubscriptions::of, impi.value()).get(impi.value()));
    }

    @Override
    public Optional<Standing> standing(Impu impu) {
        return standings.ask(impu.value());
    }

    private static Map<Integer, String> bySize(String statement) {
        return SIZES.stream()
                .collect(
                        Collectors.toUnmodifiableMap(size -> size, size -> statement.formatted(",?".repeat(size - 1))));
    }

    /** The last one is asked for again until the statement is full. */
    private <T> Map<String, T> ask(
            Map<Integer, String> statements, ResultSetExtractor<Map<String, T>> reader, List<String> impus) {
        int size =
                SIZES.stream().filter(each -> each >= impus.size()).findFirst().orElseThrow();
        var asked = new Object[size];
        for (int i = 0; i < size; i++) {
            asked[i] = impus.get(Math.min(i, impus.size() - 1));
        }
        return query(statements.getOrDefault(size, ""), reader, asked);
    }

    private <T> Map<String, T> query(String statement, ResultSetExtractor<Map<String, T>> reader, Object... asked) {
        return Objects.requireNonNull(jdbc.query(statement, reader, asked));
    }

    private Map<String, Subscription> subscriptions(List<String> impus) {
        return ask(SUBSCRIPTIONS, ReadSubscriptions::of, impus);
    }

    private Map<String, Standing> standings(List<String> impus) {
        return ask(
                STANDINGS,
                row -> {
                    var found = new HashMap<String, Standing>();
                    while (row.next()) {
                        found.put(row.getString(11), readStanding(row));
                    }
                    return found;
                },
                impus);
    }

    private static Standing readStanding(ResultSet row) throws SQLException {
        long own = row.getLong(9);
        return new Standing(
                new Impi(row.getString(1)),
                Optional.ofNullable(row.getString(2)),
                new Capabilities(NumberList.parse(row.getString(3)), NumberList.parse(row.getString(4))),
                RegistrationState.valueOf(row.getString(5)),
                !row.getBoolean(6),
                own == 0
                        ? new ProfileVersion(row.getLong(7), row.getLong(8))
                        : new ProfileVersion(own, row.getLong(10)));
    }

    @Override
    public Optional<Subscription> awaited(Impi impi) {
        return awaited.take(impi);
    }

    @Override
    public Optional<Impu> wildcardFor(Impu impu) {
        return wildcards.match(impu);
    }

    @Override
    public boolean change(Subscription read, Change change) {
        Optional<Subscription> made = changes.make(read, change);
        made.filter(now -> change.authenticationPending() && now.ownProfiles().isEmpty())
                .ifPresent(awaited::put);
        return made.isPresent();
    }
}
