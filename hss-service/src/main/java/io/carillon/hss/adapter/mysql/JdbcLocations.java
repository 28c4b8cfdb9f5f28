package io.carillon.hss.adapter.mysql;

import io.carillon.hss.slf.Location;
import io.carillon.hss.slf.Locations;
import io.carillon.hss.slf.Route;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Locations in two tables; a range is written as from-to. */
final class JdbcLocations implements Locations {
    private static final String ALL = "SELECT name, hosts, ranges FROM hss_location ORDER BY name";
    private static final String UPDATE = "UPDATE hss_location SET hosts = ?, ranges = ? WHERE name = ?";
    private static final String INSERT = "INSERT INTO hss_location (hosts, ranges, name) VALUES (?, ?, ?)";
    private static final String REMOVE = "DELETE FROM hss_location WHERE name = ?";
    private static final String OF_USER = "SELECT location FROM user_location WHERE identity IN (%s)";
    private static final String FORGET = "DELETE FROM user_location WHERE identity = ?";
    private static final String PLACE = "INSERT INTO user_location (identity, location) VALUES (?, ?)"
            + " ON DUPLICATE KEY UPDATE location = VALUES(location)";

    private final JdbcTemplate jdbc;

    JdbcLocations(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Location> all() {
        return jdbc.query(
                ALL,
                (row, number) -> new Location(
                        row.getString("name"), words(row.getString("hosts")), ranges(row.getString("ranges"))));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(each -> !each.isEmpty()).toList();
    }

    private static List<Route.Range> ranges(String text) {
        return words(text).stream()
                .map(each -> each.split("-", 2))
                .map(ends -> new Route.Range(ends[0], ends[1]))
                .toList();
    }

    @Override
    public boolean put(Location location) {
        String hosts = String.join(" ", location.hosts());
        String ranges = location.ranges().stream()
                .map(each -> each.from() + '-' + each.to())
                .collect(Collectors.joining(" "));
        if (jdbc.update(UPDATE, hosts, ranges, location.name()) > 0) {
            return false;
        }
        jdbc.update(INSERT, hosts, ranges, location.name());
        return true;
    }

    @Override
    public boolean remove(String name) {
        return jdbc.update(REMOVE, name) > 0;
    }

    @Override
    public Optional<String> ofUser(List<String> identities) {
        if (identities.isEmpty()) {
            return Optional.empty();
        }
        String marks = String.join(",", Collections.nCopies(identities.size(), "?"));
        return jdbc.queryForList(OF_USER.formatted(marks), String.class, identities.toArray()).stream()
                .findFirst();
    }

    @Override
    public boolean place(String identity, String location) {
        try {
            jdbc.update(PLACE, identity, location);
            return true;
        } catch (DataIntegrityViolationException nowhere) {
            return false;
        }
    }

    @Override
    public boolean forget(String identity) {
        return jdbc.update(FORGET, identity) > 0;
    }
}
