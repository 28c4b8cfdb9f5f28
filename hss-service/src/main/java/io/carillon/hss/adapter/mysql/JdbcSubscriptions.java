package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.Capabilities;
import io.carillon.hss.subscriber.Change;
import io.carillon.hss.subscriber.IdentityKind;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.ProfileVersion;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.Scheme;
import io.carillon.hss.subscriber.SealedSecret;
import io.carillon.hss.subscriber.ServingNode;
import io.carillon.hss.subscriber.Standing;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.identity.aka.Sqn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One statement reads all that a Cx command needs, one more changes it: no transaction stays open, and no object graph
 * is built on the way of each registration. Provisioning goes through JPA, over the same tables.
 */
final class JdbcSubscriptions implements Subscriptions {
    private static final String SUBSCRIPTION = """
            SELECT s.id, s.version, s.impi, s.scheme, s.secret, s.digest_realm, s.sqn,
                   s.mandatory_capabilities, s.optional_capabilities,
                   s.scscf_name, s.scscf_host, s.scscf_realm, f.id AS profile_id, f.version AS profile_version,
                   r.id AS set_id, r.set_number, r.state, r.auth_pending, r.restoration,
                   p.impu, p.barred, p.display_name, p.kind,
                   o.name AS own_profile, o.id AS own_profile_id, o.version AS own_profile_version
              FROM subscriber s
              JOIN service_profile f ON f.id = s.profile_id
              JOIN registration_set r ON r.subscriber_id = s.id
              JOIN public_identity p ON p.registration_set_id = r.id
              LEFT JOIN service_profile o ON o.id = p.profile_id
            """;
    private static final String ORDER = " ORDER BY r.set_number, p.sort_order";
    private static final String BY_IMPI = SUBSCRIPTION + " WHERE s.impi = ?" + ORDER;
    private static final String BY_IMPU =
            SUBSCRIPTION + " WHERE s.id = (SELECT k.subscriber_id FROM public_identity k WHERE k.impu = ?)" + ORDER;
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

    private static final Map<Integer, String> STANDINGS = SIZES.stream()
            .collect(Collectors.toUnmodifiableMap(size -> size, size -> STANDING.formatted(",?".repeat(size - 1))));

    private static final String CHANGE = """
            UPDATE subscriber s JOIN registration_set r ON r.subscriber_id = s.id AND r.id = ?
               SET s.version = s.version + 1, s.sqn = ?, s.scscf_name = ?, s.scscf_host = ?, s.scscf_realm = ?,
                   r.state = ?, r.auth_pending = ?, r.restoration = ?
             WHERE s.id = ? AND s.version = ?
            """;

    private final JdbcTemplate jdbc;
    private final Wildcards wildcards;
    private final Gathering<String, Standing> standings = new Gathering<>(this::standings);

    JdbcSubscriptions(JdbcTemplate jdbc, Wildcards wildcards) {
        this.jdbc = jdbc;
        this.wildcards = wildcards;
    }

    @Override
    public Optional<Subscription> of(Impu impu) {
        return Optional.ofNullable(jdbc.query(BY_IMPU, JdbcSubscriptions::read, impu.value()));
    }

    @Override
    public Optional<Subscription> of(Impi impi) {
        return Optional.ofNullable(jdbc.query(BY_IMPI, JdbcSubscriptions::read, impi.value()));
    }

    @Override
    public Optional<Standing> standing(Impu impu) {
        return standings.ask(impu.value());
    }

    /** The last one is asked for again until the statement is full. */
    private Map<String, Standing> standings(List<String> impus) {
        int size =
                SIZES.stream().filter(each -> each >= impus.size()).findFirst().orElseThrow();
        var asked = new Object[size];
        for (int i = 0; i < size; i++) {
            asked[i] = impus.get(Math.min(i, impus.size() - 1));
        }
        var found = new HashMap<String, Standing>();
        jdbc.query(
                STANDINGS.getOrDefault(size, ""),
                row -> {
                    found.put(row.getString(11), readStanding(row));
                },
                asked);
        return found;
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
    public Optional<Impu> wildcardFor(Impu impu) {
        return wildcards.match(impu);
    }

    @Override
    public boolean change(Subscription read, Change change) {
        Optional<ServingNode> node = change.serving();
        int matched = jdbc.update(
                CHANGE,
                change.set(),
                change.sqn().value(),
                node.map(ServingNode::name).orElse(null),
                node.map(ServingNode::host).orElse(null),
                node.map(ServingNode::realm).orElse(null),
                change.state().name(),
                change.authenticationPending(),
                change.restoration().orElse(null),
                read.id(),
                read.version());
        return matched > 0;
    }

    private static @Nullable Subscription read(ResultSet row) throws SQLException {
        if (!row.next()) {
            return null;
        }
        var sets = new ArrayList<ImplicitSet>(1);
        var ownProfiles = new HashMap<String, ProfileVersion>();
        Subscription subscription = subscription(row, ownProfiles, sets);
        boolean more = true;
        while (more) {
            long id = row.getLong("set_id");
            int number = row.getInt("set_number");
            var state = RegistrationState.valueOf(row.getString("state"));
            boolean pending = row.getBoolean("auth_pending");
            var restoration = Optional.ofNullable(row.getString("restoration"));
            var identities = new ArrayList<PublicIdentity>(4);
            do {
                identities.add(identity(row, ownProfiles));
                more = row.next();
            } while (more && row.getLong("set_id") == id);
            sets.add(new ImplicitSet(id, number, state, pending, restoration, List.copyOf(identities)));
        }
        return subscription;
    }

    private static Subscription subscription(
            ResultSet row, Map<String, ProfileVersion> ownProfiles, List<ImplicitSet> sets) throws SQLException {
        String scscf = row.getString("scscf_name");
        return new Subscription(
                row.getLong("id"),
                row.getLong("version"),
                new Impi(row.getString("impi")),
                new SealedSecret(
                        Scheme.valueOf(row.getString("scheme")),
                        row.getBytes("secret"),
                        Optional.ofNullable(row.getString("digest_realm"))),
                new Sqn(row.getLong("sqn")),
                new Capabilities(
                        NumberList.parse(row.getString("mandatory_capabilities")),
                        NumberList.parse(row.getString("optional_capabilities"))),
                scscf == null
                        ? Optional.empty()
                        : Optional.of(
                                new ServingNode(scscf, row.getString("scscf_host"), row.getString("scscf_realm"))),
                new ProfileVersion(row.getLong("profile_id"), row.getLong("profile_version")),
                ownProfiles,
                sets);
    }

    private static PublicIdentity identity(ResultSet row, Map<String, ProfileVersion> ownProfiles) throws SQLException {
        String own = row.getString("own_profile");
        if (own != null) {
            ownProfiles.put(own, new ProfileVersion(row.getLong("own_profile_id"), row.getLong("own_profile_version")));
        }
        return new PublicIdentity(
                new Impu(row.getString("impu")),
                row.getBoolean("barred"),
                Optional.ofNullable(row.getString("display_name")),
                IdentityKind.valueOf(row.getString("kind")),
                Optional.ofNullable(own));
    }
}
