package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.Capabilities;
import io.carillon.hss.subscriber.IdentityKind;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.ProfileVersion;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.Scheme;
import io.carillon.hss.subscriber.SealedSecret;
import io.carillon.hss.subscriber.ServingNode;
import io.carillon.hss.subscriber.Subscription;
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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Subscriptions from rows that each have an identity, in whatever order: a store that is to put them in order writes them
 * to its disk first, for there is a text without a bound among them.
 */
final class ReadSubscriptions {
    /** What is asked for, where it stands, which it is. */
    static final String STATEMENT = """
            SELECT %s, s.id, s.version, s.impi, s.scheme, s.secret, s.digest_realm, s.sqn,
                   s.mandatory_capabilities, s.optional_capabilities,
                   s.scscf_name, s.scscf_host, s.scscf_realm, f.id AS profile_id, f.version AS profile_version,
                   r.id AS set_id, r.set_number, r.state, r.auth_pending, r.restoration,
                   p.impu, p.barred, p.display_name, p.kind,
                   o.name AS own_profile, o.id AS own_profile_id, o.version AS own_profile_version,
                   p.sort_order
              FROM %s
              JOIN service_profile f ON f.id = s.profile_id
              JOIN registration_set r ON r.subscriber_id = s.id
              JOIN public_identity p ON p.registration_set_id = r.id
              LEFT JOIN service_profile o ON o.id = p.profile_id
             WHERE %s
            """;
    /** Where each stands: looking them up by name takes as long as reading them. */
    private static final class Column {
        private static final int ASKED = 1;
        private static final int ID = 2;
        private static final int VERSION = 3;
        private static final int IMPI = 4;
        private static final int SCHEME = 5;
        private static final int SECRET = 6;
        private static final int DIGEST_REALM = 7;
        private static final int SQN = 8;
        private static final int MANDATORY_CAPABILITIES = 9;
        private static final int OPTIONAL_CAPABILITIES = 10;
        private static final int SCSCF_NAME = 11;
        private static final int SCSCF_HOST = 12;
        private static final int SCSCF_REALM = 13;
        private static final int PROFILE_ID = 14;
        private static final int PROFILE_VERSION = 15;
        private static final int SET_ID = 16;
        private static final int SET_NUMBER = 17;
        private static final int STATE = 18;
        private static final int AUTH_PENDING = 19;
        private static final int RESTORATION = 20;
        private static final int IMPU = 21;
        private static final int BARRED = 22;
        private static final int DISPLAY_NAME = 23;
        private static final int KIND = 24;
        private static final int OWN_PROFILE = 25;
        private static final int OWN_PROFILE_ID = 26;
        private static final int OWN_PROFILE_VERSION = 27;
        private static final int SORT_ORDER = 28;
    }

    private final Subscription subscription;
    private final Map<String, ProfileVersion> ownProfiles;
    private final List<ImplicitSet> sets;
    private final SortedMap<Integer, ReadSet> read = new TreeMap<>();

    /** A set, its identities by their place in it. */
    private record ReadSet(ImplicitSet empty, SortedMap<Integer, PublicIdentity> identities) {
        ImplicitSet whole() {
            return new ImplicitSet(
                    empty.id(),
                    empty.number(),
                    empty.state(),
                    empty.authenticationPending(),
                    empty.restoration(),
                    List.copyOf(identities.values()));
        }
    }

    private ReadSubscriptions(ResultSet row) throws SQLException {
        this.ownProfiles = new HashMap<>();
        this.sets = new ArrayList<>(1);
        this.subscription = subscription(row, ownProfiles, sets);
    }

    /** By what was asked for. */
    static Map<String, Subscription> of(ResultSet row) throws SQLException {
        var all = new HashMap<String, ReadSubscriptions>();
        while (row.next()) {
            String asked = row.getString(Column.ASKED);
            ReadSubscriptions one = all.get(asked);
            if (one == null) {
                one = new ReadSubscriptions(row);
                all.put(asked, one);
            }
            one.add(row);
        }
        var whole = new HashMap<String, Subscription>();
        all.forEach((asked, one) -> whole.put(asked, one.whole()));
        return whole;
    }

    private void add(ResultSet row) throws SQLException {
        int number = row.getInt(Column.SET_NUMBER);
        ReadSet set = read.get(number);
        if (set == null) {
            set = new ReadSet(set(row, number), new TreeMap<>());
            read.put(number, set);
        }
        set.identities().put(row.getInt(Column.SORT_ORDER), identity(row, ownProfiles));
    }

    private Subscription whole() {
        read.values().forEach(each -> sets.add(each.whole()));
        return subscription;
    }

    private static ImplicitSet set(ResultSet row, int number) throws SQLException {
        return new ImplicitSet(
                row.getLong(Column.SET_ID),
                number,
                RegistrationState.valueOf(row.getString(Column.STATE)),
                row.getBoolean(Column.AUTH_PENDING),
                Optional.ofNullable(row.getString(Column.RESTORATION)),
                List.of());
    }

    private static Subscription subscription(
            ResultSet row, Map<String, ProfileVersion> ownProfiles, List<ImplicitSet> sets) throws SQLException {
        String scscf = row.getString(Column.SCSCF_NAME);
        return new Subscription(
                row.getLong(Column.ID),
                row.getLong(Column.VERSION),
                new Impi(row.getString(Column.IMPI)),
                new SealedSecret(
                        Scheme.valueOf(row.getString(Column.SCHEME)),
                        row.getBytes(Column.SECRET),
                        Optional.ofNullable(row.getString(Column.DIGEST_REALM))),
                new Sqn(row.getLong(Column.SQN)),
                new Capabilities(
                        NumberList.parse(row.getString(Column.MANDATORY_CAPABILITIES)),
                        NumberList.parse(row.getString(Column.OPTIONAL_CAPABILITIES))),
                scscf == null
                        ? Optional.empty()
                        : Optional.of(new ServingNode(
                                scscf, row.getString(Column.SCSCF_HOST), row.getString(Column.SCSCF_REALM))),
                new ProfileVersion(row.getLong(Column.PROFILE_ID), row.getLong(Column.PROFILE_VERSION)),
                ownProfiles,
                sets);
    }

    private static PublicIdentity identity(ResultSet row, Map<String, ProfileVersion> ownProfiles) throws SQLException {
        String own = row.getString(Column.OWN_PROFILE);
        if (own != null) {
            ownProfiles.put(
                    own,
                    new ProfileVersion(row.getLong(Column.OWN_PROFILE_ID), row.getLong(Column.OWN_PROFILE_VERSION)));
        }
        return new PublicIdentity(
                new Impu(row.getString(Column.IMPU)),
                row.getBoolean(Column.BARRED),
                Optional.ofNullable(row.getString(Column.DISPLAY_NAME)),
                IdentityKind.valueOf(row.getString(Column.KIND)),
                Optional.ofNullable(own));
    }
}
