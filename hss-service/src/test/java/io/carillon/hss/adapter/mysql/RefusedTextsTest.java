package io.carillon.hss.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.hss.subscriber.DefaultHandling;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.stores.TestStores;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that an earlier build has filled. */
class RefusedTextsTest {
    private static final ServiceProfile NOW = ServiceProfile.standard("home");

    private final Connection connection = connect();

    private static Connection connect() {
        var store = TestStores.mysql();
        try {
            return DriverManager.getConnection(store.jdbcUrl("hss_earlier"), store.user(), store.password());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In a table of this connection alone. */
    @BeforeEach
    void create() throws SQLException {
        try (var create = connection.createStatement()) {
            create.execute("CREATE TEMPORARY TABLE service_profile (name VARCHAR(64), criteria LONGTEXT, version INT)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static ServiceProfile lenient(ServiceProfile profile) {
        return new ServiceProfile(profile.filterCriteria().stream()
                .map(each -> each.with(DefaultHandling.SESSION_CONTINUED))
                .toList());
    }

    private void stored(String name, ServiceProfile profile) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO service_profile VALUES (?, ?, 3)")) {
            insert.setString(1, name);
            insert.setString(2, ProfileJson.write(profile));
            insert.executeUpdate();
        }
    }

    private record Row(ServiceProfile profile, int version) {}

    private Row row(String name) throws SQLException {
        try (var query = connection.prepareStatement("SELECT criteria, version FROM service_profile WHERE name = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                rows.next();
                return new Row(ProfileJson.read(rows.getString(1)), rows.getInt(2));
            }
        }
    }

    private void migrates() throws SQLException {
        new RefusedTexts("home").migrate(new Context() {
            @Override
            public Configuration getConfiguration() {
                return new FluentConfiguration();
            }

            @Override
            public Connection getConnection() {
                return connection;
            }
        });
    }

    @Test
    void the_standard_profile_as_it_was_written_becomes_the_one_of_today() throws SQLException {
        stored(ServiceProfile.DEFAULT, lenient(NOW));
        stored("copy", lenient(NOW));
        migrates();
        assertThat(row(ServiceProfile.DEFAULT)).isEqualTo(new Row(NOW, 4));
        assertThat(row("copy")).isEqualTo(new Row(lenient(NOW), 3));
    }

    @Test
    void what_an_operator_made_of_it_stays() throws SQLException {
        var own = new ServiceProfile(List.of(lenient(NOW).filterCriteria().getFirst()));
        stored(ServiceProfile.DEFAULT, own);
        migrates();
        assertThat(row(ServiceProfile.DEFAULT)).isEqualTo(new Row(own, 3));
    }
}
