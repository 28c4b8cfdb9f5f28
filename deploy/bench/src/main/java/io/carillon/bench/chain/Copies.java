package io.carillon.bench.chain;

import io.carillon.bench.BenchException;
import io.carillon.bench.sip.generator.Generator;
import io.carillon.bench.sip.generator.PhoneAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Users who are registered without having registered: what the nodes keep of the first user, who did, is written again
 * under the names and addresses of others. A million registrations one after the other take most of an hour, copies a few
 * minutes. That the nodes take them for their own shows when such a user registers again: no device is added.
 */
final class Copies implements AutoCloseable {
    private static final String DEVICES = "cscf:expiry";
    private static final int AT_A_TIME = 1_000;
    private static final int USER = 0;

    private final Redis redis;
    private final String database;
    private final String script;
    private final List<String> from = names(USER);
    private final List<String> keys;
    private final List<List<String>> members;

    /** @param database of the HSS */
    Copies(int redisPort, String database) throws IOException {
        this.redis = new Redis(redisPort);
        this.database = database;
        try (InputStream text = Objects.requireNonNull(Copies.class.getResourceAsStream("copies.lua"))) {
            script = new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
        keys = keys();
        members = members();
        if (keys.isEmpty() || members.isEmpty()) {
            throw new BenchException("Redis knows nothing of the first user");
        }
    }

    /** How a user is called in keys and values: by name, by number, by address, and by address in a flow token. */
    private static List<String> names(int user) {
        var address = PhoneAddress.text(user);
        return List.of(
                "u%06d".formatted(user),
                "+1555%06d".formatted(user),
                address,
                HexFormat.of().formatHex(("/" + address + "/").getBytes(StandardCharsets.US_ASCII)));
    }

    private List<String> keys() throws IOException {
        var found = new ArrayList<String>();
        for (var name : from) {
            var cursor = "0";
            do {
                var page = redis.texts("SCAN", cursor, "MATCH", "*" + name + "*", "COUNT", "1000");
                cursor = page.getFirst();
                found.addAll(page.subList(1, page.size()));
            } while (!cursor.equals("0"));
        }
        return found.stream().distinct().toList();
    }

    private List<List<String>> members() throws IOException {
        var found = new ArrayList<List<String>>();
        var all = redis.texts("ZRANGE", DEVICES, "0", "-1", "WITHSCORES");
        for (int i = 0; i < all.size(); i += 2) {
            if (all.get(i).contains(from.getFirst())) {
                found.add(List.of(DEVICES, all.get(i), all.get(i + 1)));
            }
        }
        return found;
    }

    /** Users from the one number up to the other, which is not one of them. */
    void make(int first, int end) throws IOException {
        for (int user = first; user < end; user += AT_A_TIME) {
            redis.text("EVAL", script, "0", job(user, Math.min(end, user + AT_A_TIME)));
        }
        assign(first, end);
    }

    long devices() throws IOException {
        return redis.number("ZCARD", DEVICES);
    }

    private String job(int first, int end) {
        var to = Stream.iterate(first, user -> user < end, user -> user + 1).map(user -> array(names(user)));
        return "{\"from\":" + array(from) + ",\"to\":[" + to.collect(Collectors.joining(",")) + "],\"keys\":"
                + array(keys) + ",\"members\":["
                + members.stream().map(Copies::array).collect(Collectors.joining(",")) + "]}";
    }

    private static String array(List<String> texts) {
        return texts.stream()
                .map(text ->
                        "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** The HSS knows their S-CSCF, as it does after a registration. */
    private void assign(int first, int end) throws IOException {
        try (var connection = DriverManager.getConnection(database, "root", "");
                var users = connection.prepareStatement("""
                        UPDATE subscriber s JOIN subscriber t ON t.impi = ?
                        JOIN registration_set rs ON rs.subscriber_id = s.id
                        JOIN registration_set rt ON rt.subscriber_id = t.id
                        SET s.scscf_name = t.scscf_name, s.scscf_host = t.scscf_host, s.scscf_realm = t.scscf_realm,
                            rs.state = rt.state, rs.auth_pending = rt.auth_pending
                        WHERE s.impi >= ? AND s.impi < ?""")) {
            users.setString(1, impi(USER));
            users.setString(2, impi(first));
            users.setString(3, impi(end));
            users.executeUpdate();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static String impi(int user) {
        return "u%06d@%s".formatted(user, Generator.DOMAIN);
    }

    @Override
    public void close() throws IOException {
        redis.close();
    }
}
