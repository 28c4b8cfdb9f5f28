package io.carillon.sbc.adapter.http;

import io.carillon.sbc.pcscf.CallRelease;
import io.carillon.sbc.pcscf.SignallingPaths;
import io.carillon.sip.message.SipFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * What a PCF says by itself: bearers are lost, a session or a phone's way to us is over (TS 29.514 §4.2.5). A session is
 * named by its URI, which the PCF made, and spoken of at the address that only this PCF was told.
 */
@RestController
@RequestMapping(PolicyNotifications.PATH)
class PolicyNotifications {
    static final String PATH = "/npcf-policyauthorization/notifications";
    private final CallRelease calls;
    private final SignallingPaths paths;
    private final NotificationUris uris;
    private final PushTraces traces;

    PolicyNotifications(CallRelease calls, SignallingPaths paths, NotificationUris uris, PushTraces traces) {
        this.calls = calls;
        this.paths = paths;
        this.uris = uris;
        this.traces = traces;
    }

    @PostMapping("/{key}/notify")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void happened(@PathVariable String key, @RequestBody JsonNode events, HttpServletRequest request) {
        var session =
                session(key, request, events.path("evSubsUri").asString("").replaceFirst("/events-subscription$", ""));
        traces.during(keys(session), session, "notify", events, () -> heard(session, events));
    }

    private void heard(String session, JsonNode events) {
        for (var event : events.path("evNotifs")) {
            boolean all = event.path("flows").isEmpty() || ofPath(session).isPresent();
            if (all && event.path("event").asString("").equals("FAILED_RESOURCES_ALLOCATION")) {
                over(session, "bearer released");
                return;
            }
        }
    }

    /** A signalling path has but one flow, named or not. */
    private Optional<InetAddress> ofPath(String session) {
        try {
            return paths.watched(session);
        } catch (SipFailure e) {
            throw problem(HttpStatus.SERVICE_UNAVAILABLE, e.reason());
        }
    }

    @PostMapping("/{key}/terminate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void terminated(@PathVariable String key, @RequestBody JsonNode ending, HttpServletRequest request) {
        var cause = ending.path("termCause").asString("terminated");
        var session = session(key, request, ending.path("resUri").asString(""));
        var reason = cause.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", " ");
        traces.during(keys(session), session, "terminate", ending, () -> over(session, reason));
    }

    /** The Call-ID first, by which it is chosen which calls are traced. */
    private List<String> keys(String session) {
        try {
            return calls.call(session)
                    .flatMap(call -> Optional.ofNullable(call.talk()))
                    .map(talk -> List.of(talk.callId(), session))
                    .orElse(List.of(session));
        } catch (SipFailure e) {
            throw problem(HttpStatus.SERVICE_UNAVAILABLE, e.reason());
        }
    }

    private String session(String key, HttpServletRequest request, String uri) {
        if (!uris.leadsHere(request.isSecure()) || !N5Policy.isOurs(uri) || !known(key, uri)) {
            throw problem(HttpStatus.NOT_FOUND, "no session " + uri);
        }
        return uri;
    }

    /** Whoever was told another session's address is nobody to this one. */
    private boolean known(String key, String session) {
        var phone = ofPath(session);
        if (phone.isPresent()) {
            return uris.isOfPath(key, phone.get());
        }
        try {
            return calls.call(session)
                    .filter(call -> uris.isOf(key, call.icid(), call.identity()))
                    .isPresent();
        } catch (SipFailure e) {
            throw problem(HttpStatus.SERVICE_UNAVAILABLE, e.reason());
        }
    }

    private void over(String session, String reason) {
        try {
            if (!paths.lost(session)) {
                calls.release(session, reason);
            }
        } catch (SipFailure e) {
            throw problem(HttpStatus.SERVICE_UNAVAILABLE, e.reason());
        }
    }

    private static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
