package io.carillon.sbc.pcscf;

import io.carillon.sip.message.SipFailure;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The calls of all borders as they are now. One between two phones of ours is here twice, with one ICID. */
@RestController
@RequestMapping("/api/v1/sessions")
@Tag(name = "sessions")
class SessionsApi {
    private static final int LARGEST_PAGE = 1_000;

    private final Calls calls;
    private final CallRelease release;

    SessionsApi(Calls calls, CallRelease release) {
        this.calls = calls;
        this.release = release;
    }

    /**
     * @param key to end it by
     * @param fromPhone if the phone at this border calls
     * @param answered null while it rings
     * @param border the node that it is with
     * @param relay where its media relay takes commands, empty without media
     */
    record Session(
            String key,
            String icid,
            String callId,
            boolean fromPhone,
            String caller,
            String callee,
            Instant began,
            @Nullable Instant answered,
            String border,
            String relay,
            String codec,
            String accessNetwork) {
        static Session of(String key, CallFacts facts, Account account) {
            return new Session(
                    key,
                    facts.icid(),
                    account.callId(),
                    account.fromPhone(),
                    account.caller(),
                    account.callee(),
                    Instant.ofEpochMilli(account.began()),
                    account.answered() == 0 ? null : Instant.ofEpochMilli(account.answered()),
                    account.holder(),
                    facts.media().relay(),
                    account.extra().getOrDefault("codec", ""),
                    account.accessNetwork());
        }
    }

    record Page(long total, int offset, List<Session> sessions) {}

    @GetMapping
    @Operation(summary = "The calls of all borders, a page at a time", operationId = "listSessions")
    Page list(@RequestParam(defaultValue = "0") int offset, @RequestParam(defaultValue = "100") int limit) {
        if (offset < 0 || limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("offset must be 0 or more, limit 1 to " + LARGEST_PAGE);
        }
        var live = calls.live(offset, limit);
        var sessions = live.calls().entrySet().stream()
                .flatMap(call -> session(call).stream())
                .toList();
        return new Page(live.total(), offset, sessions);
    }

    private static Optional<Session> session(Map.Entry<String, CallFacts> call) {
        return Optional.ofNullable(call.getValue().account())
                .map(account -> Session.of(call.getKey(), call.getValue(), account));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "End an answered call to both sides", operationId = "endSession")
    void end(@RequestParam String key) {
        var facts = calls.find(key)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no call " + key));
        if (facts.talk() == null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "the call is not answered yet: it ends by itself");
        }
        release.releaseCall(key, "ended by the operator");
    }

    @ExceptionHandler
    ProblemDetail storeAway(SipFailure failure) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "the store of calls does not answer; try again: " + failure.reason());
    }
}
