package io.carillon.lab.pcf;

import io.carillon.node.sbi.SbiClient;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What the PCF knows of each call, and what can be done to it: for people. */
@RestController
@RequestMapping("/api/v1/n5-sessions")
class AppSessionController {
    /** Why a session ends; ALL_SDF_DEACTIVATION when not said (TS 29.514 §5.6.3.10). */
    record Ending(@Nullable String cause) {}

    /** What the application function answered. */
    record Told(String session, int status) {}

    private final AppSessions sessions;
    private final SbiClient notifier;
    private final JsonMapper json;

    AppSessionController(AppSessions sessions, SbiClient notifier, JsonMapper json) {
        this.sessions = sessions;
        this.notifier = notifier;
        this.json = json;
    }

    @GetMapping
    List<AppSession> sessions() {
        return sessions.all();
    }

    /** §4.2.5.3: the function ends the call and then the session. */
    @PostMapping("/{id}/terminate")
    Told terminate(@PathVariable String id, @RequestBody(required = false) @Nullable Ending ending) {
        var session = known(id);
        var cause = Optional.ofNullable(ending).map(Ending::cause).orElse("ALL_SDF_DEACTIVATION");
        return tell(session, "/terminate", Map.of("termCause", cause, "resUri", session.uri()));
    }

    /** The bearers of a call, or that of a phone's signalling (§4.2.5). */
    @PostMapping("/{id}/bearer-loss")
    Told bearerLoss(@PathVariable String id) {
        var session = known(id);
        var event = new HashMap<String, Object>(Map.of("event", "FAILED_RESOURCES_ALLOCATION"));
        var flows = session.signalling();
        if (!flows.isEmpty()) {
            event.put("flows", flows);
        }
        return tell(
                session,
                "/notify",
                Map.of("evSubsUri", session.uri() + "/events-subscription", "evNotifs", List.of(event)));
    }

    /** As a PCF that was started anew: it knows nothing of it. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(@PathVariable String id) {
        sessions.remove(known(id).id());
    }

    private Told tell(AppSession session, String what, Map<String, Object> news) {
        try {
            var request = SimpleRequestBuilder.post(URI.create(session.notifications() + what))
                    .setBody(json.writeValueAsString(news), ContentType.APPLICATION_JSON)
                    .build();
            return new Told(session.uri(), notifier.ask(request).getCode());
        } catch (IOException e) {
            throw problem(HttpStatus.BAD_GATEWAY, session.notifications() + " gave no answer: " + e.getMessage());
        }
    }

    private AppSession known(String id) {
        return sessions.find(id).orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "no N5 session " + id));
    }

    private static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
