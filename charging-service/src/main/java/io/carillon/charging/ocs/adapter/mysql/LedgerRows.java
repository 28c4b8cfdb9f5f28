package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.ocs.Account;
import io.carillon.charging.ocs.ChargingSession;
import io.carillon.charging.ocs.CreditAnswer;
import io.carillon.identity.Impu;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;
import org.springframework.jdbc.core.RowCallbackHandler;

/** One statement for many rows, whatever they are of; the same tables as the entities', on the way of each request. */
final class LedgerRows {
    private static final String LOCK =
            "SELECT impu, balance, reserved FROM account WHERE impu IN (%s) ORDER BY impu" + " FOR UPDATE";
    private static final String OWNERS = "SELECT session_id, impu FROM charging_session WHERE session_id IN (%s)";
    private static final String ANSWERS = "SELECT session_id, request_number, answer FROM credit_answer WHERE %s";
    private static final String ANSWER_KEY = "(session_id = ? AND request_number = ?)";

    private static final String SESSIONS =
            "SELECT session_id, impu, destination, meters, last_number, state, expires_at FROM charging_session"
                    + " WHERE session_id IN (%s)";
    /** Accounts and sessions that are written so are there: an insert that finds its row is an update of many. */
    private static final String WRITE_ACCOUNTS = "INSERT INTO account (impu, balance, reserved) VALUES (?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE balance = VALUES(balance), reserved = VALUES(reserved)";

    private static final String WRITE_ANSWERS =
            "INSERT INTO credit_answer (session_id, request_number, answer, answered_at) VALUES (?, ?, ?, ?)";
    private static final String OPEN_SESSIONS = "INSERT INTO charging_session"
            + " (session_id, impu, destination, meters, reserved, last_number, state, expires_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String WRITE_SESSIONS = OPEN_SESSIONS
            + " ON DUPLICATE KEY UPDATE meters = VALUES(meters), reserved = VALUES(reserved),"
            + " last_number = VALUES(last_number), state = VALUES(state), expires_at = VALUES(expires_at)";

    private static final MetersColumn METERS = new MetersColumn();

    private final JdbcTemplate jdbc;

    LedgerRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * In the order of their names, so that nobody waits for somebody who waits for him.
     *
     * @param onlyFree passes over those that are locked elsewhere
     */
    Map<String, Account> lock(Collection<String> owners, boolean onlyFree) {
        var accounts = new HashMap<String, Account>();
        select(onlyFree ? LOCK + " SKIP LOCKED" : LOCK, owners, row -> {
            String owner = row.getString(1);
            accounts.put(owner, new Account(Impu.parse(owner), row.getLong(2), row.getLong(3)));
        });
        return accounts;
    }

    /** Whose account a session is of. */
    Map<String, Impu> owners(Collection<String> sessionIds) {
        var owners = new HashMap<String, Impu>();
        select(OWNERS, sessionIds, row -> owners.put(row.getString(1), Impu.parse(row.getString(2))));
        return owners;
    }

    Map<String, ChargingSession> sessions(Collection<String> sessionIds) {
        var sessions = new HashMap<String, ChargingSession>();
        select(SESSIONS, sessionIds, row -> sessions.put(row.getString(1), session(row)));
        return sessions;
    }

    private static ChargingSession session(ResultSet row) throws SQLException {
        return new ChargingSession(
                row.getString(1),
                Impu.parse(row.getString(2)),
                row.getString(3),
                METERS.convertToEntityAttribute(row.getString(4)),
                row.getLong(5),
                ChargingSession.State.valueOf(row.getString(6)),
                row.getObject(7, LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }

    Map<AnswerKey, CreditAnswer> answers(Collection<AnswerKey> keys) {
        var answers = new HashMap<AnswerKey, CreditAnswer>();
        var each = padded(keys);
        var arguments = each.stream().flatMap(key -> Stream.of(key.sessionId(), key.number()));
        if (!each.isEmpty()) {
            select(
                    ANSWERS.formatted(String.join(" OR ", Collections.nCopies(each.size(), ANSWER_KEY))),
                    arguments.toArray(),
                    row -> answers.put(
                            new AnswerKey(row.getString(1), row.getLong(2)), AnswerColumn.read(row.getString(3))));
        }
        return answers;
    }

    private void select(String sql, Collection<String> keys, RowCallbackHandler each) {
        var asked = padded(keys);
        if (!asked.isEmpty()) {
            select(sql.formatted(String.join(",", Collections.nCopies(asked.size(), "?"))), asked.toArray(), each);
        }
    }

    private void select(String sql, Object[] arguments, RowCallbackHandler each) {
        jdbc.query(sql, each, arguments);
    }

    /** To a power of two, with the last one again: a text for each number would be one to take apart each time. */
    private static <T> List<T> padded(Collection<T> keys) {
        var asked = new ArrayList<>(keys);
        while (Integer.bitCount(asked.size()) > 1) {
            asked.add(asked.getLast());
        }
        return asked;
    }

    /** All that the batch has changed, in the order of the keys. */
    void write(SettlingBatch batch) {
        var now = utc(batch.now());
        insert(WRITE_ACCOUNTS, batch.accounts(), (row, account) -> {
            row.setString(1, account.owner().value());
            row.setLong(2, account.balance());
            row.setLong(3, account.reserved());
        });
        insert(WRITE_ANSWERS, batch.answers().entrySet(), (row, answer) -> {
            row.setString(1, answer.getKey().sessionId());
            row.setLong(2, answer.getKey().number());
            row.setString(3, AnswerColumn.write(answer.getValue()));
            row.setObject(4, now);
        });
        insert(OPEN_SESSIONS, batch.opened(), LedgerRows::columns);
        insert(WRITE_SESSIONS, batch.changed(), LedgerRows::columns);
    }

    /** The driver makes one statement of them. */
    private <T> void insert(String sql, Collection<T> rows, ParameterizedPreparedStatementSetter<T> columns) {
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(sql, rows, rows.size(), columns);
        }
    }

    private static void columns(PreparedStatement row, ChargingSession session) throws SQLException {
        row.setString(1, session.sessionId());
        row.setString(2, session.account().value());
        row.setString(3, session.destination());
        row.setString(4, METERS.convertToDatabaseColumn(session.meters()));
        row.setLong(5, session.reserved());
        row.setLong(6, session.lastNumber());
        row.setString(7, session.state().name());
        row.setObject(8, utc(session.expires()));
    }

    private static LocalDateTime utc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }
}
