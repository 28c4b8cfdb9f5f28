package io.carillon.console.frontdoor;

import io.carillon.console.network.NodeCalls;
import io.carillon.node.directory.NodeDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which role serves which path: learnt from what the nodes themselves publish as OpenAPI. */
public final class RestMap {
    private record Served(PathPattern pattern, String role) {}

    private static final String DOCUMENT = "/v3/api-docs";

    private final List<String> roles;
    private final NodeDirectory directory;
    private final NodeCalls calls;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, List<Served>> byRole = new ConcurrentHashMap<>();

    /** @param roles without the console's own, in the order in which they are asked */
    public RestMap(List<String> roles, NodeDirectory directory, NodeCalls calls) {
        this.roles = roles;
        this.directory = directory;
        this.calls = calls;
    }

    /** The role that serves the path; a role that was not there before is asked again. */
    Optional<String> role(PathContainer path) {
        var known = find(path);
        if (known.isPresent()) {
            return known;
        }
        roles.stream().filter(role -> !byRole.containsKey(role)).forEach(this::learn);
        return find(path);
    }

    private Optional<String> find(PathContainer path) {
        return roles.stream()
                .flatMap(role -> byRole.getOrDefault(role, List.of()).stream())
                .filter(served -> served.pattern().matches(path))
                .map(Served::role)
                .findFirst();
    }

    /** Learns anew: a role may have been upgraded. */
    public void refresh() {
        roles.forEach(this::learn);
    }

    private void learn(String role) {
        document(role).ifPresent(document -> {
            var served = new ArrayList<Served>();
            for (var path : document.path("paths").propertyNames()) {
                served.add(new Served(PathPatternParser.defaultInstance.parse(path), role));
            }
            served.sort((one, other) -> one.pattern().compareTo(other.pattern()));
            byRole.put(role, List.copyOf(served));
        });
    }

    Optional<JsonNode> document(String role) {
        return directory
                .pick(role)
                .flatMap(node -> calls.get(node, DOCUMENT))
                .filter(answer -> answer.statusCode() == 200)
                .flatMap(answer -> {
                    try {
                        return Optional.of(json.readTree(answer.body()));
                    } catch (JacksonException e) {
                        return Optional.empty();
                    }
                });
    }

    List<String> roles() {
        return roles;
    }
}
