package io.carillon.launcher.suite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One node of the suite.
 *
 * @param number 1 for the first of its role
 * @param offset added to every port, so that a second suite can run beside a first
 */
public record NodeInstance(Role role, int number, int offset) {
    /** The ports of two instances of a role are this far apart. */
    private static final int STRIDE = 100;

    private static final Pattern ID = Pattern.compile("([a-z]+)(?:[-#]([1-9][0-9]?))?");

    /** Understands {@code cscf}, {@code cscf-2} and {@code cscf#2}. */
    public static Optional<NodeInstance> parse(String text, int offset) {
        Matcher id = ID.matcher(text);
        if (!id.matches()) {
            return Optional.empty();
        }
        int number = id.group(2) == null ? 1 : Integer.parseInt(id.group(2));
        return Role.of(id.group(1)).map(role -> new NodeInstance(role, number, offset));
    }

    public String id() {
        return role.text() + "-" + number;
    }

    int port(Wire wire) {
        return wire.port() + offset + (number - 1) * STRIDE;
    }

    public int port(String wire) {
        return role.wires().stream()
                .filter(each -> each.name().equals(wire))
                .mapToInt(this::port)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id() + " has no wire " + wire));
    }

    /** Its ports by wire, in the order people want to read them. */
    public Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        role.wires().forEach(wire -> ports.put(wire.name(), port(wire)));
        return ports;
    }

    /** The settings that make the node's application this instance. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CARILLON_NODE_ID", id());
        environment.put("CARILLON_NODE_ROLE", role.text());
        role.wires().forEach(wire -> environment.put(wire.setting(), String.valueOf(port(wire))));
        if (role == Role.RTPPROXY && number > 1) {
            environment.putAll(mediaPorts(number));
        }
        return environment;
    }

    /** The first rtpproxy has its defaults, 30000–39999; more of them share what lies above. */
    private static Map<String, String> mediaPorts(int number) {
        int first = 40_000 + (number - 2) * 4_000;
        return Map.of(
                "CARILLON_RTPPROXY_PORT_MIN", String.valueOf(first),
                "CARILLON_RTPPROXY_PORT_MAX", String.valueOf(first + 3_999));
    }
}
