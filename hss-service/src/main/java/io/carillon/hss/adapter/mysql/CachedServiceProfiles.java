package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.ProfileVersion;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.hss.subscriber.ServiceProfiles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Profiles by id and version. As each reading of a subscription brings the version, none is ever served stale. */
final class CachedServiceProfiles implements ServiceProfiles {
    private static final int MOST = 1000;
    private static final String BY_ID = "SELECT criteria FROM service_profile WHERE id = ?";

    private final Map<ProfileVersion, ServiceProfile> read = new ConcurrentHashMap<>();
    private final JdbcTemplate jdbc;

    CachedServiceProfiles(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public ServiceProfile of(ProfileVersion version) {
        ServiceProfile known = read.get(version);
        if (known != null) {
            return known;
        }
        ServiceProfile profile = ProfileJson.read(jdbc.queryForObject(BY_ID, String.class, version.id()));
        if (read.size() >= MOST) {
            read.clear();
        }
        read.put(version, profile);
        return profile;
    }
}
