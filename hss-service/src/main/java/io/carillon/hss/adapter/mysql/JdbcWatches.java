package io.carillon.hss.adapter.mysql;

import io.carillon.diameter.sh.DataReference;
import io.carillon.hss.sh.Watch;
import io.carillon.hss.sh.Watches;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Subscriptions of application servers; one that expired is passed over, and removed when its like is put. */
final class JdbcWatches implements Watches {
    private static final String PUT = """
            INSERT INTO data_watch
                   (registration_set_id, impu, as_host, as_realm, data_reference, detail, one_time, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE impu = VALUES(impu), as_realm = VALUES(as_realm),
                   one_time = VALUES(one_time), expires_at = VALUES(expires_at)""";
    private static final String REMOVE = """
            DELETE FROM data_watch
             WHERE registration_set_id = ? AND as_host = ? AND data_reference = ? AND detail = ?""";
    private static final String EXPIRED = """
            DELETE FROM data_watch WHERE registration_set_id = ? AND expires_at <= ?""";
    private static final String ON = """
            SELECT registration_set_id, impu, as_host, as_realm, data_reference, detail, one_time, expires_at
              FROM data_watch
             WHERE registration_set_id = ? AND data_reference = ? AND (expires_at IS NULL OR expires_at > ?)
             ORDER BY id""";

    private static final String SETS_WITH = """
            SELECT DISTINCT w.registration_set_id
              FROM data_watch w
              JOIN registration_set r ON r.id = w.registration_set_id
              JOIN subscriber s ON s.id = r.subscriber_id
              JOIN service_profile f ON f.name = ?
             WHERE w.data_reference = ? AND w.registration_set_id > ?
               AND (s.profile_id = f.id OR EXISTS (
                    SELECT 1 FROM public_identity p WHERE p.registration_set_id = r.id AND p.profile_id = f.id))
             ORDER BY w.registration_set_id LIMIT ?""";

    private final JdbcTemplate jdbc;
    private final Clock clock;

    JdbcWatches(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void put(Watch watch) {
        jdbc.update(EXPIRED, watch.set(), now());
        jdbc.update(
                PUT,
                watch.set(),
                watch.impu(),
                watch.host(),
                watch.realm(),
                watch.data().code(),
                watch.detail(),
                watch.oneTime(),
                watch.expiry().map(Timestamp::from).orElse(null));
    }

    @Override
    public void remove(Watch watch) {
        jdbc.update(REMOVE, watch.set(), watch.host(), watch.data().code(), watch.detail());
    }

    @Override
    public List<Watch> on(long set, DataReference data) {
        return jdbc.query(ON, (row, number) -> read(row), set, data.code(), now());
    }

    @Override
    public List<Long> setsWith(String profile, DataReference data, long after, int most) {
        return jdbc.queryForList(SETS_WITH, Long.class, profile, data.code(), after, most);
    }

    private static Watch read(ResultSet row) throws SQLException {
        int code = row.getInt("data_reference");
        return new Watch(
                row.getLong("registration_set_id"),
                row.getString("impu"),
                row.getString("as_host"),
                row.getString("as_realm"),
                Arrays.stream(DataReference.values())
                        .filter(each -> each.code() == code)
                        .findFirst()
                        .orElseThrow(),
                row.getString("detail"),
                row.getBoolean("one_time"),
                Optional.ofNullable(row.getTimestamp("expires_at")).map(Timestamp::toInstant));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
