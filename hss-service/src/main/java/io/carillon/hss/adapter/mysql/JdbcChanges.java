package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.Change;
import io.carillon.hss.subscriber.ServingNode;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.node.store.Gathering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Changes of several subscriptions in one statement, each of them made only if neither the subscription nor its profile was
 * changed since it was read. A changed subscription gets a version that nobody else can have given it, by which it shows
 * whose change was made where not all were.
 */
final class JdbcChanges {
    /** The rows of a change: the subscription and the set. */
    private static final int ROWS = 2;

    /** By how many are made. */
    private static final List<Integer> SIZES = List.of(1, 4, 16, Gathering.MOST);

    private static final Map<Integer, String> STATEMENTS =
            SIZES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), JdbcChanges::statement));

    private static final Map<Integer, String> VERSIONS = SIZES.stream()
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(),
                    size -> "SELECT id, version FROM subscriber WHERE id IN (%s)".formatted(marks("?", ",", size))));

    private final JdbcTemplate jdbc;
    private final Gathering<Wanted, Boolean> turns = new Gathering<>(JdbcSubscriptions.TURNS, this::made);

    JdbcChanges(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** One who wants a change. Each is another, whatever it wants. */
    private static final class Wanted {
        private final Subscription read;
        private final Change change;
        private final long version;

        private Wanted(Subscription read, Change change) {
            this.read = read;
            this.change = change;
            this.version = read.version() + 1 + ThreadLocalRandom.current().nextLong(1L << 32);
        }

        private @Nullable String serving(Function<ServingNode, String> part) {
            return change.serving().map(part).orElse(null);
        }
    }

    /** What the subscription is after the change; empty if that was not made. */
    Optional<Subscription> make(Subscription read, Change change) {
        var wanted = new Wanted(read, change);
        return turns.ask(wanted).orElse(false) ? Optional.of(read.with(change).at(wanted.version)) : Optional.empty();
    }

    /** One of each subscription in the order of their rows, so that nobody waits in a circle. */
    private Map<Wanted, Boolean> made(List<Wanted> all) {
        var first = new LinkedHashMap<Long, Wanted>();
        all.stream()
                .sorted((one, other) -> Long.compare(one.read.id(), other.read.id()))
                .forEach(each -> first.putIfAbsent(each.read.id(), each));
        var wanted = List.copyOf(first.values());
        try {
            return together(wanted);
        } catch (PessimisticLockingFailureException circle) {
            var alone = new HashMap<Wanted, Boolean>();
            wanted.forEach(each -> alone.putAll(together(List.of(each))));
            return alone;
        }
    }

    private Map<Wanted, Boolean> together(List<Wanted> wanted) {
        int size =
                SIZES.stream().filter(each -> each >= wanted.size()).findFirst().orElseThrow();
        int rows = jdbc.update(STATEMENTS.getOrDefault(size, ""), arguments(padded(wanted, size)));
        if (rows == ROWS * wanted.size()) {
            return wanted.stream().collect(Collectors.toMap(Function.identity(), each -> true));
        }
        return rows == 0 ? Map.of() : thoseMade(wanted, size);
    }

    private Map<Wanted, Boolean> thoseMade(List<Wanted> wanted, int size) {
        var versions = new HashMap<Long, Long>();
        jdbc.query(
                VERSIONS.getOrDefault(size, ""),
                row -> {
                    versions.put(row.getLong(1), row.getLong(2));
                },
                padded(wanted, size).stream().map(each -> each.read.id()).toArray());
        return wanted.stream()
                .filter(each -> versions.getOrDefault(each.read.id(), each.read.version()) == each.version)
                .collect(Collectors.toMap(Function.identity(), each -> true));
    }

    /** The last one stands there again until the statement is full. */
    private static List<Wanted> padded(List<Wanted> wanted, int size) {
        return Stream.concat(wanted.stream(), Stream.generate(wanted::getLast))
                .limit(size)
                .toList();
    }

    /** The set comes first: of what is joined to it the store makes a table, on its disk if a text without a bound is in it. */
    private static String statement(int size) {
        return """
                UPDATE registration_set r
                  STRAIGHT_JOIN subscriber s ON s.id = r.subscriber_id
                  STRAIGHT_JOIN service_profile f ON f.id = s.profile_id
                   SET s.version = %1$s, s.sqn = %1$s, s.scscf_name = %1$s, s.scscf_host = %1$s, s.scscf_realm = %1$s,
                       r.state = %2$s, r.auth_pending = %2$s, r.restoration = %2$s
                 WHERE r.id IN (%3$s) AND (%4$s)
                """.formatted(
                        "CASE s.id" + marks(" WHEN ? THEN ?", "", size) + " END",
                        "CASE r.id" + marks(" WHEN ? THEN ?", "", size) + " END",
                        marks("?", ",", size),
                        marks("s.id=? AND s.version=? AND r.id=? AND f.id=? AND f.version=?", " OR ", size));
    }

    private static String marks(String each, String between, int count) {
        return Stream.generate(() -> each).limit(count).collect(Collectors.joining(between));
    }

    private static Object[] arguments(List<Wanted> all) {
        var arguments = new ArrayList<@Nullable Object>();
        ofSubscriptions(arguments, all, each -> each.version);
        ofSubscriptions(arguments, all, each -> each.change.sqn().value());
        ofSubscriptions(arguments, all, each -> each.serving(ServingNode::name));
        ofSubscriptions(arguments, all, each -> each.serving(ServingNode::host));
        ofSubscriptions(arguments, all, each -> each.serving(ServingNode::realm));
        ofSets(arguments, all, each -> each.change.state().name());
        ofSets(arguments, all, each -> each.change.authenticationPending());
        ofSets(arguments, all, each -> each.change.restoration().orElse(null));
        all.forEach(each -> arguments.add(each.change.set()));
        for (Wanted each : all) {
            arguments.addAll(List.of(
                    each.read.id(),
                    each.read.version(),
                    each.change.set(),
                    each.read.profile().id(),
                    each.read.profile().version()));
        }
        return arguments.toArray();
    }

    private static void ofSubscriptions(
            List<@Nullable Object> arguments, List<Wanted> all, Function<Wanted, @Nullable Object> value) {
        for (Wanted each : all) {
            arguments.add(each.read.id());
            arguments.add(value.apply(each));
        }
    }

    private static void ofSets(
            List<@Nullable Object> arguments, List<Wanted> all, Function<Wanted, @Nullable Object> value) {
        for (Wanted each : all) {
            arguments.add(each.change.set());
            arguments.add(value.apply(each));
        }
    }
}
