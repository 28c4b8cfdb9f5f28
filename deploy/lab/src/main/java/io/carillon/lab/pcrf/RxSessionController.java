package io.carillon.lab.pcrf;

import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.Outcome.Answered;
import io.carillon.diameter.Outcome.Unanswered;
import io.carillon.diameter.rx.AbortCause;
import io.carillon.diameter.rx.SpecificAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the PCRF knows of each call, and what can be done to its bearers. */
@RestController
@RequestMapping("/api/v1/rx-sessions")
class RxSessionController {

    /** An Rx session for people. */
    record View(
            String id,
            String sessionId,
            String peer,
            Set<String> subscribers,
            String address,
            String chargingIdentifier,
            Set<SpecificAction> subscribed,
            List<MediaView> media,
            Instant opened,
            Instant changed) {

        static View of(RxSession it) {
            return new View(
                    it.id(),
                    it.sessionId(),
                    it.peer(),
                    it.subscribers(),
                    it.address(),
                    it.chargingIdentifier(),
                    it.subscribed(),
                    it.components().stream().map(MediaView::of).toList(),
                    it.opened(),
                    it.changed());
        }
    }

    /** Why a session is aborted; BEARER_RELEASED when not said. */
    record Abort(@Nullable AbortCause cause) {}

    /** What the application function answered. */
    record Told(String sessionId, String request, long result) {}

    private final Pcrf pcrf;

    RxSessionController(Pcrf pcrf) {
        this.pcrf = pcrf;
    }

    @GetMapping
    List<View> sessions(
            @RequestParam(required = false) @Nullable String subscriber,
            @RequestParam(required = false) @Nullable String sessionId) {
        Optional<String> whose = Optional.ofNullable(subscriber).map(AuthorizationFlow::canonical);
        return pcrf.sessions().stream()
                .filter(session -> whose.map(session.subscribers()::contains).orElse(true))
                .filter(session -> sessionId == null || session.sessionId().equals(sessionId))
                .map(View::of)
                .toList();
    }

    @GetMapping("/{id}")
    View session(@PathVariable String id) {
        return View.of(known(id));
    }

    @PostMapping("/{id}/abort")
    Told abort(@PathVariable String id, @RequestBody(required = false) @Nullable Abort abort) {
        RxSession session = known(id);
        AbortCause cause = Optional.ofNullable(abort).map(Abort::cause).orElse(AbortCause.BEARER_RELEASED);
        return told(session, "ASR", pcrf.abort(session, cause));
    }

    @PostMapping("/{id}/bearer-loss")
    Told bearerLoss(@PathVariable String id) {
        RxSession session = known(id);
        return told(session, "RAR", pcrf.loseBearer(session));
    }

    private RxSession known(String id) {
        return pcrf.session(id).orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "no Rx session " + id));
    }

    private static Told told(RxSession session, String request, Outcome<? extends DiameterAnswer> outcome) {
        return switch (outcome) {
            case Answered<? extends DiameterAnswer>(var answer) ->
                new Told(session.sessionId(), request, answer.result().code());
            case Unanswered<? extends DiameterAnswer>(var reason) ->
                throw problem(
                        reason == Outcome.Reason.DEADLINE ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.BAD_GATEWAY,
                        session.peer() + " gave no answer to the " + request + ": " + reason);
        };
    }

    private static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
