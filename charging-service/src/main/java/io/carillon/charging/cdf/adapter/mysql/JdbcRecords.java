package io.carillon.charging.cdf.adapter.mysql;

import io.carillon.charging.cdf.ChargingRecord;
import io.carillon.charging.cdf.RecordQuery;
import io.carillon.charging.cdf.Records;
import io.carillon.charging.cdf.RejectedRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Charging records in MySQL: rows that are only ever inserted, in batches, and read by pages; so JDBC and no entities.
 * All moments are written in UTC as local date-times, which no time zone of a driver or a server can shift.
 */
public final class JdbcRecords implements Records {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> EXTRA = new TypeReference<>() {};

    private static final String INSERT = """
            INSERT INTO cdr (id, kind, started_at, answered_at, ended_at, caller, callee, served_user, role, cause,
                             icid, call_id, node, extra)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String REJECT = """
            INSERT INTO cdr_rejected (topic, partition_no, offset_no, reason, payload, rejected_at)
            VALUES (:topic, :partition, :offset, :reason, :payload, :at)
            ON DUPLICATE KEY UPDATE topic = topic""";

    private static final String MATCHING = """
            FROM cdr
            WHERE (:callId IS NULL OR call_id = :callId)
              AND (:icid IS NULL OR icid = :icid)
              AND (:party IS NULL OR caller = :party OR callee = :party OR served_user = :party)
              AND (:kind IS NULL OR kind = :kind)
              AND (:from IS NULL OR started_at >= :from)
              AND (:to IS NULL OR started_at < :to)
            """;

    private final NamedParameterJdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    public JdbcRecords(NamedParameterJdbcTemplate jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Which of them are there is asked when they cannot all be inserted: around a rebalance, and when a node has sent again
     * what it was not told of. Two consumers can hold the same record only around a rebalance: then the later transaction
     * is rolled back whole, and its redelivery finds the row.
     */
    @Override
    public int keep(List<ChargingRecord> records, List<RejectedRecord> rejected) {
        Map<String, ChargingRecord> distinct = new LinkedHashMap<>();
        records.forEach(arrived -> distinct.putIfAbsent(arrived.id(), arrived));
        try {
            return keep(distinct, rejected, Set.of());
        } catch (DuplicateKeyException again) {
            return keep(distinct, rejected, known(distinct.keySet()));
        }
    }

    private int keep(Map<String, ChargingRecord> records, List<RejectedRecord> rejected, Set<String> known) {
        Map<String, ChargingRecord> missing = new LinkedHashMap<>(records);
        missing.keySet().removeAll(known);
        transactions.executeWithoutResult(status -> {
            for (RejectedRecord poison : rejected) {
                jdbc.update(REJECT, columns(poison));
            }
            if (!missing.isEmpty()) {
                jdbc.getJdbcOperations().batchUpdate(INSERT, missing.values(), missing.size(), JdbcRecords::columns);
            }
        });
        return missing.size();
    }

    private Set<String> known(Set<String> ids) {
        return new HashSet<>(
                jdbc.queryForList("SELECT id FROM cdr WHERE id IN (:ids)", Map.of("ids", ids), String.class));
    }

    @Override
    public List<ChargingRecord> find(RecordQuery query) {
        return jdbc.query(
                "SELECT * " + MATCHING + "ORDER BY started_at DESC, id LIMIT :size OFFSET :skip",
                columns(query),
                (row, number) -> read(row));
    }

    @Override
    public long count(RecordQuery query) {
        Long count = jdbc.queryForObject("SELECT COUNT(*) " + MATCHING, columns(query), Long.class);
        return Objects.requireNonNullElse(count, 0L);
    }

    private static void columns(PreparedStatement row, ChargingRecord it) throws SQLException {
        row.setString(1, it.id());
        row.setString(2, it.kind());
        row.setObject(3, utc(it.start()));
        row.setObject(4, it.answer().map(JdbcRecords::utc).orElse(null));
        row.setObject(5, utc(it.end()));
        row.setString(6, it.caller());
        row.setString(7, it.callee());
        row.setString(8, it.servedUser());
        row.setString(9, it.role());
        row.setString(10, it.cause());
        row.setString(11, it.icid());
        row.setString(12, it.callId());
        row.setString(13, it.node());
        row.setString(14, JSON.writeValueAsString(it.extra()));
    }

    private SqlParameterSource columns(RejectedRecord it) {
        return new MapSqlParameterSource()
                .addValue("topic", it.topic())
                .addValue("partition", it.partition())
                .addValue("offset", it.offset())
                .addValue("reason", it.reason())
                .addValue("payload", it.payload())
                .addValue("at", utc(clock.instant()));
    }

    private static SqlParameterSource columns(RecordQuery query) {
        return new MapSqlParameterSource()
                .addValue("callId", query.callId().orElse(null))
                .addValue("icid", query.icid().orElse(null))
                .addValue("party", query.party().orElse(null))
                .addValue("kind", query.kind().orElse(null))
                .addValue("from", query.from().map(JdbcRecords::utc).orElse(null))
                .addValue("to", query.to().map(JdbcRecords::utc).orElse(null))
                .addValue("size", query.size())
                .addValue("skip", (long) query.page() * query.size());
    }

    private static ChargingRecord read(ResultSet row) throws SQLException {
        return new ChargingRecord(
                row.getString("id"),
                row.getString("kind"),
                instant(row.getObject("started_at", LocalDateTime.class)),
                Optional.ofNullable(row.getObject("answered_at", LocalDateTime.class))
                        .map(JdbcRecords::instant),
                instant(row.getObject("ended_at", LocalDateTime.class)),
                row.getString("caller"),
                row.getString("callee"),
                row.getString("served_user"),
                row.getString("role"),
                row.getString("cause"),
                row.getString("icid"),
                row.getString("call_id"),
                row.getString("node"),
                JSON.readValue(row.getString("extra"), EXTRA));
    }

    private static LocalDateTime utc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    private static Instant instant(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }
}
