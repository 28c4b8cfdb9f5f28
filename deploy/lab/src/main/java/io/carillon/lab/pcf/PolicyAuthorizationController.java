package io.carillon.lab.pcf;

import io.carillon.lab.pcrf.Pcrf;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Npcf_PolicyAuthorization (TS 29.514 §5.3). */
@RestController
@RequestMapping(PolicyAuthorizationController.PATH)
class PolicyAuthorizationController {
    static final String SERVICE = "npcf-policyauthorization";
    static final String PATH = "/" + SERVICE + "/v1/app-sessions";

    private final AppSessions sessions;
    private final Pcrf policy;
    private final Clock clock;

    PolicyAuthorizationController(AppSessions sessions, Pcrf policy, Clock clock) {
        this.sessions = sessions;
        this.policy = policy;
        this.clock = clock;
    }

    /** §4.2.2. */
    @PostMapping
    ResponseEntity<Map<String, Object>> open(@RequestBody JsonNode context, HttpServletRequest request) {
        if (!(context.path("ascReqData") instanceof ObjectNode data)
                || data.path("notifUri").isMissingNode()) {
            throw problem(HttpStatus.BAD_REQUEST, "MANDATORY_IE_MISSING");
        }
        judge(data);
        var id = UUID.randomUUID().toString();
        var uri = request.getRequestURL() + "/" + id;
        var now = clock.instant();
        if (!sessions.open(new AppSession(id, uri, data, now, now))) {
            throw problem(HttpStatus.SERVICE_UNAVAILABLE, "INSUFFICIENT_RESOURCES");
        }
        return ResponseEntity.created(URI.create(uri)).body(Map.of("ascReqData", data));
    }

    /** No session comes of it (§5.3.2.4.2); this lab has no access network that it could tell. */
    @PostMapping("/pcscf-restoration")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void restore(@RequestBody JsonNode whose) {
        if (whose.path("ueIpv4").isMissingNode() == whose.path("ueIpv6").isMissingNode()) {
            throw problem(HttpStatus.BAD_REQUEST, "MANDATORY_IE_MISSING");
        }
    }

    @GetMapping("/{id}")
    Map<String, Object> read(@PathVariable String id) {
        return Map.of(
                "ascReqData",
                sessions.find(id)
                        .orElseThrow(PolicyAuthorizationController::unknown)
                        .data());
    }

    /** §4.2.3. */
    @PatchMapping("/{id}")
    Map<String, Object> change(@PathVariable String id, @RequestBody JsonNode patch) {
        judge(patch.path("ascReqData"));
        var changed = sessions.change(id, session -> session.merged(patch.path("ascReqData"), clock.instant()));
        return Map.of(
                "ascReqData",
                changed.orElseThrow(PolicyAuthorizationController::unknown).data());
    }

    /** §4.2.4. */
    @PostMapping("/{id}/delete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable String id) {
        if (!sessions.remove(id)) {
            throw unknown();
        }
    }

    private void judge(JsonNode data) {
        var whose = data.path("gpsi").asString("").replaceFirst("^msisdn-", "tel:+");
        if (policy.refuses(List.of(whose), AppSession.media(data))) {
            throw problem(HttpStatus.FORBIDDEN, "REQUESTED_SERVICE_NOT_AUTHORIZED");
        }
    }

    private static ErrorResponseException unknown() {
        return problem(HttpStatus.NOT_FOUND, "APPLICATION_SESSION_CONTEXT_NOT_FOUND");
    }

    /** The cause stands beside the problem (TS 29.500 §5.2.7.2). */
    private static ErrorResponseException problem(HttpStatus status, String cause) {
        var detail = ProblemDetail.forStatusAndDetail(status, cause);
        detail.setProperty("cause", cause);
        return new ErrorResponseException(status, detail, null);
    }
}
