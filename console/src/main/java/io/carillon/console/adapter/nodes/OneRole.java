package io.carillon.console.adapter.nodes;

import io.carillon.console.configuration.Setting;
import io.carillon.console.network.NodeCalls;
import io.carillon.node.directory.NodeDirectory;
import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A setting that the nodes of a role share among themselves: any of them shows and takes it. */
public record OneRole(String name, String role, String path, NodeDirectory directory, NodeCalls calls, JsonMapper json)
        implements Setting {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    @Override
    public JsonNode show() {
        var answer = answered(directory.pick(role).flatMap(node -> calls.get(node, path)));
        if (answer.statusCode() != OK) {
            throw new Away(role + " answers " + answer.statusCode());
        }
        return json.readTree(answer.body());
    }

    @Override
    public JsonNode set(JsonNode document) {
        var answer = answered(directory.pick(role).flatMap(node -> calls.put(node, path, document.toString())));
        if (answer.statusCode() == BAD_REQUEST) {
            throw new IllegalArgumentException(detail(answer.body()));
        }
        if (answer.statusCode() != OK) {
            throw new Away(role + " answers " + answer.statusCode() + ": " + detail(answer.body()));
        }
        return json.readTree(answer.body());
    }

    private HttpResponse<String> answered(Optional<HttpResponse<String>> answer) {
        return answer.orElseThrow(() -> new Away("no " + role + " answers"));
    }

    private String detail(String problem) {
        try {
            return json.readTree(problem).path("detail").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }
}
