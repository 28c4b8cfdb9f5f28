package io.carillon.hss.adapter.mysql;

import io.carillon.hss.sh.Repository;
import io.carillon.hss.sh.RepositoryData;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Repository data: every change is one statement that names the sequence number it was made from. */
final class JdbcRepository implements Repository {
    private static final String FIND = """
            SELECT sequence_number, service_data FROM repository_data WHERE registration_set_id = ? AND service = ?""";
    private static final String CREATE = """
            INSERT INTO repository_data (registration_set_id, service, sequence_number, service_data)
            VALUES (?, ?, ?, ?)""";
    private static final String REPLACE = """
            UPDATE repository_data SET sequence_number = ?, service_data = ?
             WHERE registration_set_id = ? AND service = ? AND sequence_number = ?""";
    private static final String REMOVE = """
            DELETE FROM repository_data WHERE registration_set_id = ? AND service = ? AND sequence_number = ?""";

    private final JdbcTemplate jdbc;

    JdbcRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<RepositoryData> find(long set, String service) {
        return jdbc
                .query(
                        FIND,
                        (row, number) -> new RepositoryData(
                                service, row.getInt("sequence_number"), row.getString("service_data")),
                        set,
                        service)
                .stream()
                .findFirst();
    }

    @Override
    public boolean create(long set, RepositoryData data) {
        try {
            return jdbc.update(CREATE, set, data.service(), data.sequence(), data.serviceData()) > 0;
        } catch (DataIntegrityViolationException present) {
            return false;
        }
    }

    @Override
    public boolean replace(long set, int sequence, RepositoryData data) {
        return jdbc.update(REPLACE, data.sequence(), data.serviceData(), set, data.service(), sequence) > 0;
    }

    @Override
    public boolean remove(long set, String service, int sequence) {
        return jdbc.update(REMOVE, set, service, sequence) > 0;
    }
}
