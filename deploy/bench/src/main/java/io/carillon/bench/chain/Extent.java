package io.carillon.bench.chain;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How much of the house works for an operation: its nodes, who asks after who is asked, and their stores. */
enum Extent {
    /** Border, CSCF and HSS. Media go from phone to phone, nobody is billed, no application server has a say. */
    BARE(List.of("hss", "cscf", "sbc"), Set.of(), "[]"),
    /** A call with telephony services, bearers asked for, media relayed, online charging and records. */
    FULL(
            List.of("hss", "charging", "lab", "rtpproxy", "cscf", "tas", "sbc"),
            Set.of("kafka"),
            "[" + call(10, "ORIGINATING_REGISTERED") + "," + call(20, "TERMINATING_REGISTERED") + "]"),
    /** A message that is stored, charged and delivered. */
    MESSAGES(
            List.of("hss", "charging", "cscf", "im", "sbc"),
            Set.of("kafka", "hbase"),
            "[" + message(30, "ORIGINATING_REGISTERED", shortMessage(false)) + ","
                    + message(40, "TERMINATING_REGISTERED", shortMessage(true)) + "]");

    private final List<String> roles;
    private final Set<String> stores;
    private final String criteria;

    Extent(List<String> roles, Set<String> stores, String criteria) {
        this.roles = roles;
        this.stores = stores;
        this.criteria = criteria;
    }

    List<String> roles() {
        return roles;
    }

    /** Those that it needs besides MariaDB, Redis and ZooKeeper, and more. */
    Set<String> stores(String... more) {
        var all = new HashSet<>(stores);
        all.addAll(List.of(more));
        return all;
    }

    /** The filter criteria of its subscribers, as the HSS takes them. */
    String criteria() {
        return criteria;
    }

    /** What a role is told besides where everything is. */
    Map<String, String> settings(String role) {
        return switch (role) {
            case "sbc" ->
                Map.of(
                        "carillon.sbc.watch-registrations", "false",
                        "carillon.sbc.watch-signalling-paths", "false",
                        "carillon.sbc.anchor-media", String.valueOf(this == FULL),
                        "carillon.sbc.ask-policy", String.valueOf(this == FULL),
                        "carillon.cdr.enabled", String.valueOf(this == FULL));
            case "cscf" ->
                Map.of(
                        "carillon.cdr.enabled", String.valueOf(this == FULL),
                        "carillon.cscf.records", String.valueOf(this == FULL));
            case "charging" ->
                Map.of(
                        "carillon.charging.ocs.unknown-user",
                        "create",
                        "carillon.charging.ocs.default-credit",
                        "100000000");
            default -> Map.of();
        };
    }

    /** A trigger for those that are short messages, or for those that are none. */
    private static String shortMessage(boolean negated) {
        return """
                ,{"group":2,"alsoIn":[],"registrationTypes":[],"negated":%s,
                "condition":{"type":"header","header":"Content-Type","content":"application/vnd.3gpp.sms"}}""".formatted(negated);
    }

    private static String call(int priority, String sessionCase) {
        return criterion(priority, "tas", "SESSION_CONTINUED", "INVITE", sessionCase, "");
    }

    /** None goes past its server (docs/decisions/0014): it would count as delivered. */
    private static String message(int priority, String sessionCase, String more) {
        return criterion(priority, "im", "SESSION_TERMINATED", "MESSAGE", sessionCase, more);
    }

    private static String criterion(
            int priority, String server, String unanswered, String method, String sessionCase, String more) {
        return """
                {"priority":%d,"applicationServer":"sip:%s.%s","defaultHandling":"%s",
                "trigger":{"conjunctive":true,"triggers":[
                {"group":0,"alsoIn":[],"registrationTypes":[],"negated":false,"condition":{"type":"method","method":"%s"}},
                {"group":1,"alsoIn":[],"registrationTypes":[],"negated":false,"condition":{"type":"session-case","sessionCase":"%s"}}%s]}}""".formatted(priority, server, OwnChain.DOMAIN, unanswered, method, sessionCase, more);
    }
}
