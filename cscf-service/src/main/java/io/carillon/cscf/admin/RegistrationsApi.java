package io.carillon.cscf.admin;

import io.carillon.cscf.scscf.Audit;
import io.carillon.cscf.scscf.Audit.Happening;
import io.carillon.cscf.scscf.Bindings;
import io.carillon.cscf.scscf.NetworkDeregistration;
import io.carillon.cscf.scscf.Registration;
import io.carillon.identity.Impu;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

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
    Page list(@RequestParam(defaultValue = "0") long offset, @RequestParam(defaultValue = "100") int limit) {
        if (offset < 0 || limit < 1 || limit > MOST) {
            throw problem(HttpStatus.BAD_REQUEST, "Give an offset from 0 and a limit from 1 to " + MOST + ".");
        }
        var users = bindings.nextToExpire(offset, limit).stream()
                .map(bindings::find)
                .flatMap(Optional::stream)
                .filter(Registration::registered)
                .map(RegistrationView::of)
                .toList();
        return new Page(bindings.devices(), users);
    }

    @GetMapping("/{impu}")
    RegistrationView get(@PathVariable String impu) {
        return RegistrationView.of(registered(impu));
    }

    /** Puts all devices of the user out. {@code again=false}: they need not try again. */
    @DeleteMapping("/{impu}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String impu, @RequestParam(defaultValue = "true") boolean again, Principal operator) {
        var known = registered(impu);
        network.end(known, again);
        audit.record(Happening.PUT_OUT, known.impi().value(), impu, operator.getName());
    }

    /** Lets the devices of the user authenticate within a minute (TS 24.229 §5.4.1.6). */
    @PostMapping("/{impu}/challenge")
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
