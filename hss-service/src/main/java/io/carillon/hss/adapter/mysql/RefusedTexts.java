package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.DefaultHandling;
import io.carillon.hss.subscriber.ServiceProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * The standard profile let a message go past a messaging server that does not answer; where it still stands as it was
 * written then, it becomes the one of today (docs/decisions/0014).
 */
final class RefusedTexts implements JavaMigration {
    private static final String READ = "SELECT criteria FROM service_profile WHERE name = ? FOR UPDATE";
    private static final String WRITE = "UPDATE service_profile SET criteria = ?, version = version + 1 WHERE name = ?";

    private final String homeDomain;

    RefusedTexts(String homeDomain) {
        this.homeDomain = homeDomain;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("8");
    }

    @Override
    public String getDescription() {
        return "refused texts";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var now = ServiceProfile.standard(homeDomain);
        var connection = context.getConnection();
        if (stored(connection).filter(asWrittenThen(now)::equals).isPresent()) {
            try (var write = connection.prepareStatement(WRITE)) {
                write.setString(1, ProfileJson.write(now));
                write.setString(2, ServiceProfile.DEFAULT);
                write.executeUpdate();
            }
        }
    }

    private static ServiceProfile asWrittenThen(ServiceProfile now) {
        return new ServiceProfile(now.filterCriteria().stream()
                .map(each -> each.with(DefaultHandling.SESSION_CONTINUED))
                .toList());
    }

    private static Optional<ServiceProfile> stored(Connection connection) throws SQLException {
        try (var read = connection.prepareStatement(READ)) {
            read.setString(1, ServiceProfile.DEFAULT);
            try (var rows = read.executeQuery()) {
                return rows.next() ? Optional.of(ProfileJson.read(rows.getString(1))) : Optional.empty();
            }
        }
    }
}
