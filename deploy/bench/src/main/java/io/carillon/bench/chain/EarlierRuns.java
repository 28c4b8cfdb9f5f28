package io.carillon.bench.chain;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** What earlier measurements left in MariaDB, which stays for its subscribers: all else began anew. */
final class EarlierRuns {
    private static final String NO_SUCH_TABLE = "42S02";

    /** Nobody is registered, as in Redis. */
    private static final List<String> HSS = List.of(
            "UPDATE subscriber SET scscf_name = NULL, scscf_host = NULL, scscf_realm = NULL"
                    + " WHERE scscf_name IS NOT NULL",
            "UPDATE registration_set SET state = 'NOT_REGISTERED', auth_pending = FALSE, restoration = NULL"
                    + " WHERE state <> 'NOT_REGISTERED' OR auth_pending OR restoration IS NOT NULL",
            "DELETE FROM data_watch");

    /** Accounts stay; what was charged to them does not make the tables grow from one measurement to the next. */
    private static final List<String> CHARGING =
            List.of("TRUNCATE TABLE credit_answer", "TRUNCATE TABLE charging_session", "TRUNCATE TABLE cdr");

    private EarlierRuns() {}

    static void forget(ChainStores stores) throws IOException {
        all(stores.database("hss"), HSS);
        all(stores.database("charging"), CHARGING);
    }

    private static void all(String database, List<String> statements) throws IOException {
        try (var connection = DriverManager.getConnection(database, "root", "")) {
            for (var statement : statements) {
                run(connection, statement);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** In the first measurement there is no table yet. */
    private static void run(Connection connection, String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            if (!NO_SUCH_TABLE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
