package io.carillon.trace;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What recorded messages of Npcf_PolicyAuthorization say of media (TS 29.514). */
final class N5Reading {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SESSIONS = "\\S*/npcf-policyauthorization/v1/app-sessions";
    /** A session that is made, or changed (§4.2.2, §4.2.3). */
    private static final Pattern AUTHORIZATION = Pattern.compile("POST " + SESSIONS + "|PATCH " + SESSIONS + "/[^/ ]+");

    private static final String LOSS = "FAILED_RESOURCES_ALLOCATION";

    private N5Reading() {}

    static boolean isAuthorization(Arrow request) {
        return AUTHORIZATION.matcher(request.summary()).matches();
    }

    /** §5.6.2.3 and ExtendedProblemDetails. */
    static AskedMedia media(Exchange asked) {
        Map<String, String> kinds = new LinkedHashMap<>();
        read(asked.request()).path("ascReqData").path("medComponents").properties().stream()
                .filter(component ->
                        !component.getValue().path("fStatus").asString("").equals("REMOVED"))
                .forEach(component -> kinds.put(component.getKey(), kind(component.getValue())));
        return new AskedMedia(
                kinds,
                asked.answers().stream()
                        .flatMap(answer ->
                                read(answer).path("acceptableServInfo").path("accBwMedComps").properties().stream())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    private static String kind(JsonNode component) {
        return component.path("medType").asString("other").toLowerCase(Locale.ROOT);
    }

    /** The notification with its reason, if all bearers are lost by it (§4.2.5): those of some flows end nothing. */
    static Optional<String> loss(Arrow told) {
        if (told.summary().endsWith("/terminate")) {
            var cause = read(told).path("termCause").asString("");
            return Optional.of(("terminate " + cause).strip());
        }
        boolean lost = told.summary().endsWith("/notify")
                && read(told)
                        .path("evNotifs")
                        .valueStream()
                        .anyMatch(event -> event.path("event").asString("").equals(LOSS)
                                && event.path("flows").isEmpty());
        return lost ? Optional.of("notify " + LOSS) : Optional.empty();
    }

    private static JsonNode read(Arrow arrow) {
        try {
            return JSON.readTree(arrow.payload());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
