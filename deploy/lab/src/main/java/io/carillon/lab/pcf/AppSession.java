package io.carillon.lab.pcf;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An Individual Application Session Context (TS 29.514 §5.3.3).
 *
 * @param uri under which the application function knows it
 * @param data AppSessionContextReqData as it is now
 */
record AppSession(String id, String uri, ObjectNode data, Instant opened, Instant changed) {
    String notifications() {
        return data.path("notifUri").asString("");
    }

    /**
     * Flows (TS 29.514 §5.6.2.10) of a session that is of signalling, which are named when their bearer is lost; none of
     * any other, where it is all of them.
     */
    List<Map<String, Object>> signalling() {
        return data.path("medComponents")
                .valueStream()
                .filter(component -> component
                        .path("medSubComps")
                        .valueStream()
                        .anyMatch(flow -> flow.path("flowUsage").asString("").equals("AF_SIGNALLING")))
                .map(component -> Map.<String, Object>of(
                        "medCompN",
                        component.path("medCompN").asInt(0),
                        "fNums",
                        component
                                .path("medSubComps")
                                .valueStream()
                                .map(flow -> flow.path("fNum").asInt(0))
                                .toList()))
                .toList();
    }

    /** What is named changes, null takes away (RFC 7396). */
    AppSession merged(JsonNode patch, Instant now) {
        var copy = data.deepCopy();
        merge(copy, patch);
        var told = patch.path("evSubsc").path("notifUri").asString("");
        if (!told.isEmpty()) {
            copy.put("notifUri", told);
        }
        return new AppSession(id, uri, copy, opened, now);
    }

    private static void merge(ObjectNode target, JsonNode patch) {
        for (Map.Entry<String, JsonNode> each : patch.properties()) {
            if (each.getValue().isNull()) {
                target.remove(each.getKey());
            } else if (each.getValue().isObject() && target.path(each.getKey()) instanceof ObjectNode inner) {
                merge(inner, each.getValue());
            } else {
                target.set(each.getKey(), each.getValue());
            }
        }
    }

    /** Kinds of media, in lower case, that are not being taken away. */
    static List<String> media(JsonNode data) {
        return data.path("medComponents")
                .valueStream()
                .filter(component -> !component.path("fStatus").asString("").equals("REMOVED"))
                .map(component -> component.path("medType").asString("").toLowerCase(java.util.Locale.ROOT))
                .toList();
    }
}
