package io.carillon.console.adapter.nodes;

import io.carillon.console.configuration.Setting;
import io.carillon.node.settings.SharedSettings;
import tools.jackson.databind.JsonNode;

/** A setting that every node has, this one too: it stands in ZooKeeper. */
public record EveryNode(String name, SharedSettings settings) implements Setting {
    @Override
    public JsonNode show() {
        try {
            return settings.document(name);
        } catch (IllegalStateException e) {
            throw new Away(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public JsonNode set(JsonNode document) {
        try {
            settings.set(name, document);
            return document;
        } catch (IllegalStateException e) {
            throw new Away(String.valueOf(e.getMessage()));
        }
    }
}
