package io.carillon.suite;

import io.carillon.launcher.api.Api;
import io.carillon.launcher.suite.Suite;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the people who run the house set and see, over its REST. */
final class Office {
    private final Api api;

    Office(Suite suite) {
        api = new Api(suite);
    }

    void subscriber(String user) {
        provision(user, Map.of("password", "secret-" + user));
    }

    /** Whose password may be proven with these. */
    void subscriber(String user, List<String> algorithms) {
        provision(user, Map.of("password", "secret-" + user, "digestAlgorithms", algorithms));
    }

    void sim(String user, String ki, String opc) {
        provision(user, Map.of("ki", ki, "opc", opc));
    }

    /** New or not: a test that is tried again finds its people there. */
    private void provision(String user, Map<String, ?> credentials) {
        var order = new HashMap<String, Object>(credentials);
        order.put("impus", List.of(impu(user)));
        api.put("hss", "/api/v1/subscribers/" + Api.segment(impi(user)), order);
    }

    static String impi(String user) {
        return user + "@" + House.DOMAIN;
    }

    static String impu(String user) {
        return "sip:" + user + "@" + House.DOMAIN;
    }

    /** A phone of this user's, at the first border. */
    static UeBuilder phone(String user) {
        return Ue.named(user)
                .home(House.DOMAIN)
                .impu(impu(user))
                .password("secret-" + user)
                .pcscf(new InetSocketAddress("127.0.0.1", House.port(5_060)))
                .deadline(Duration.ofSeconds(30));
    }

    void balance(String user, long amount) {
        api.put("charging", "/api/v1/balances/" + Api.segment(impu(user)), Map.of("balance", amount));
    }

    long balance(String user) {
        return api.get("charging", "/api/v1/balances/" + Api.segment(impu(user)))
                .path("balance")
                .asLong();
    }

    /** One of a user's telephony services, such as outgoing-barring. */
    void service(String user, String service, Object document) {
        api.put("tas", "/api/v1/users/" + Api.segment(impu(user)) + "/services/" + service, document);
    }

    /** All of a user's telephony services. */
    JsonNode services(String user) {
        return api.get("tas", "/api/v1/users/" + Api.segment(impu(user)) + "/services");
    }

    void policyRefuses(String user) {
        api.put("lab", "/api/v1/policy", Map.of("refusedSubscribers", List.of(impu(user))));
    }

    /** The access network takes the bearers of the user's call away. */
    void abort(String user) {
        for (var session : api.get("lab", "/api/v1/rx-sessions?subscriber=" + Api.segment(impu(user)))) {
            var id = session.path("id").asString();
            api.post("lab", "/api/v1/rx-sessions/" + id + "/abort", Map.of());
        }
    }

    /** How many calls this relay carries; one between two of our phones is two. */
    int relayed(String relay) {
        return api.get(relay, "/api/v1/calls").path("total").asInt();
    }

    /** What the lab's PCRF has granted for the user's calls, such as AUDIO and VIDEO; signalling has no type. */
    List<String> granted(String user) {
        return api.get("lab", "/api/v1/rx-sessions?subscriber=" + Api.segment(impu(user)))
                .valueStream()
                .flatMap(session -> session.path("media").valueStream())
                .map(media -> media.path("type"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }

    /** Those that the console finds through ZooKeeper. */
    List<String> nodes() {
        return api.get("console", "/api/v1/nodes")
                .valueStream()
                .map(node -> node.path("id").asString())
                .toList();
    }

    /** What the console says of the newest trace of that method in which this identity or Call-ID stands. */
    Optional<JsonNode> verdict(String method, String key) {
        var rows = api.get("console", "/api/v1/traces?limit=1&method=" + method + "&q=" + Api.segment(key));
        return rows.valueStream()
                .map(row -> row.path("verdict"))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    /** Charging records in which this user stands, newest first. */
    List<JsonNode> records(String user) {
        return api.get("charging", "/api/v1/cdrs?party=" + Api.segment(impu(user)))
                .path("records")
                .valueStream()
                .toList();
    }

    /** All nodes' records of one session. */
    List<JsonNode> recordsOf(String icid) {
        return api.get("charging", "/api/v1/cdrs?icid=" + Api.segment(icid))
                .path("records")
                .valueStream()
                .toList();
    }

    /** How many calls the lab's PCF has a session of. */
    long callsOverN5() {
        return overN5("1");
    }

    /** How many of the lab's PCRF's sessions are a call's: those of signalling alone name no medium. */
    long callsOverRx() {
        return api.get("lab", "/api/v1/rx-sessions")
                .valueStream()
                .filter(session -> session.path("media")
                        .valueStream()
                        .anyMatch(media -> media.path("type").isString()))
                .count();
    }

    /** The sum of a metric's values at a node. */
    double counted(String node, String metric) {
        return metrics(node)
                .lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** What the console's audit says was done, newest first, as words of {@code ./ims} or paths. */
    List<String> audit() {
        return api.get("console", "/api/v1/audit?limit=500")
                .valueStream()
                .map(entry -> entry.path("method").asString() + " "
                        + entry.path("path").asString())
                .toList();
    }

    /** What a node tells Prometheus. */
    String metrics(String node) {
        return api.text(node, "/actuator/prometheus");
    }

    /** How many phones' signalling it watches. */
    long pathsOverN5() {
        return overN5("0");
    }

    private long overN5(String component) {
        return api.get("lab", "/api/v1/n5-sessions")
                .valueStream()
                .filter(session -> session.path("data").path("medComponents").has(component))
                .count();
    }
}
