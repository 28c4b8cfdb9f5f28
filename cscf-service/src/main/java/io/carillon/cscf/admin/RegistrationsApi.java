package io.carillon.cscf.admin;

import io.carillon.cscf.scscf.Audit;
import io.carillon.cscf.scscf.Audit.Happening;
import io.carillon.cscf.scscf.Bindings;
import io.carillon.cscf.scscf.NetworkDeregistration;
import io.carillon.cscf.scscf.Registration;
import io.carillon.identity.Impu;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Registered users: who is there, from where, for how long; and putting one out. */
@RestController
@RequestMapping("/api/v1/registrations")
class RegistrationsApi {
    private static final int MOST = 1_000;

    private final Bindings bindings;
    private final NetworkDeregistration network;
    private final Audit audit;

    RegistrationsApi(Bindings bindings, NetworkDeregistration network, Audit audit) {
        this.bindings = bindings;
        this.network = network;
        this.audit = audit;
    }

    /**
     * A page of the registered users, those whose time is over next first.
     *
     * @param devices how many devices are registered in all
     */
    record Page(long devices, List<RegistrationView> registrations) {}

    @GetMapping
    @Operation(
            summary = "Registered users, those whose time is over next first",
            description =
                    "Where there may be more, the header Link says how to go on (rel=next). A search looks at a hundred"
                            + " thousand devices at once, and may find nothing among them and something behind.",
            operationId = "listRegistrations")
    ResponseEntity<Page> list(
            @Parameter(
                            description =
                                    "part of the first identity of a user, or any identity in full; tel: may be left out")
                    @RequestParam(defaultValue = "")
                    String q,
            @Parameter(description = "how many devices to leave out") @RequestParam(defaultValue = "0") long offset,
            @Parameter(description = "how many devices at most, 1 to " + MOST) @RequestParam(defaultValue = "100")
                    int limit) {
        if (offset < 0 || limit < 1 || limit > MOST) {
            throw problem(HttpStatus.BAD_REQUEST, "Give an offset from 0 and a limit from 1 to " + MOST + ".");
        }
        var wanted = q.strip();
        var found = wanted.isEmpty() ? bindings.nextToExpire(offset, limit) : bindings.search(wanted, offset, limit);
        var named = offset == 0 ? named(wanted) : Optional.<Registration>empty();
        var users = Stream.concat(
                        named.stream(),
                        found.firsts().stream().map(bindings::find).flatMap(Optional::stream))
                .filter(Registration::registered)
                .map(RegistrationView::of)
                .distinct()
                .toList();
        var answer = ResponseEntity.ok();
        found.next().ifPresent(next -> answer.header(HttpHeaders.LINK, next(next)));
        return answer.body(new Page(bindings.devices(), users));
    }

    /** Whoever has this very identity, which need not be the first of the set. */
    private Optional<Registration> named(String q) {
        try {
            return bindings.find(Impu.parse(q.startsWith("+") ? "tel:" + q : q));
        } catch (IllegalArgumentException partOfOne) {
            return Optional.empty();
        }
    }

    /** RFC 8288: the same list from there on. */
    private static String next(long offset) {
        var place = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("offset", offset)
                .build(true);
        return "<" + place.getPath() + "?" + place.getQuery() + ">; rel=\"next\"";
    }

    @GetMapping("/{impu}")
    @Operation(summary = "One registered user", operationId = "showRegistration")
    RegistrationView get(@PathVariable String impu) {
        return RegistrationView.of(registered(impu));
    }

    @DeleteMapping("/{impu}")
    @Operation(summary = "Puts all devices of a user out", operationId = "endRegistration")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(
            @PathVariable String impu,
            @Parameter(description = "whether the devices may try again") @RequestParam(defaultValue = "true")
                    boolean again,
            Principal operator) {
        var known = registered(impu);
        network.end(known, again);
        audit.record(Happening.PUT_OUT, known.impi().value(), impu, operator.getName());
    }

    @PostMapping("/{impu}/challenge")
    @Operation(
            summary = "Lets the devices of a user authenticate within a minute (TS 24.229 §5.4.1.6)",
            operationId = "challengeRegistration")
    RegistrationView challenge(@PathVariable String impu) {
        return RegistrationView.of(network.challenge(registered(impu)));
    }

    private Registration registered(String text) {
        return bindings.find(impu(text))
                .filter(Registration::registered)
                .orElseThrow(() -> problem(HttpStatus.NOT_FOUND, text + " is not registered."));
    }

    private static Impu impu(String text) {
        try {
            return Impu.parse(text);
        } catch (IllegalArgumentException e) {
            throw problem(
                    HttpStatus.BAD_REQUEST, text + " is no public identity: give sip:user@domain or tel:+number.");
        }
    }

    private static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
