package io.carillon.tas.diversion;

import io.carillon.identity.Impu;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.Uris;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A user's diversion settings over REST. */
@RestController
@RequestMapping("/api/v1/users/{impu}/diversion")
class DiversionApi {
    private final Diversions diversions;

    DiversionApi(Diversions diversions) {
        this.diversions = diversions;
    }

    @GetMapping
    DiversionRules get(@PathVariable String impu) {
        return diversions.of(user(impu));
    }

    @PutMapping
    DiversionRules put(@PathVariable String impu, @RequestBody DiversionRules rules) {
        var user = user(impu);
        Stream.of(rules.unconditional(), rules.busy(), rules.noReply(), rules.notReachable())
                .flatMap(target -> Optional.ofNullable(target).stream())
                .forEach(target -> checkTarget(user, target));
        var seconds = rules.noReplySeconds();
        if (seconds != null && (seconds < 5 || seconds > 180)) {
            throw bad("noReplySeconds is " + seconds + ": give 5 to 180.");
        }
        diversions.set(user, rules);
        return rules;
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String impu) {
        diversions.clear(user(impu));
    }

    private static Impu user(String impu) {
        try {
            return Impu.parse(impu);
        } catch (IllegalArgumentException e) {
            throw bad("'" + impu + "' is no public identity: give sip:user@domain or tel:+number.");
        }
    }

    /** It becomes a Request-URI, which has no header part (RFC 3261 §19.1.1), and must not lead back to the user. */
    private static void checkTarget(Impu user, String target) {
        Impu party;
        try {
            if (Uris.tel(target).isEmpty() && !Uris.sip(target).headers().isEmpty()) {
                throw bad("'" + target + "' has a header part: give a URI without '?'.");
            }
            party = Impu.parse(target);
        } catch (SipParseException | IllegalArgumentException e) {
            throw bad("'" + target + "' is no target: give a sip: URI or a global tel:+number.");
        }
        if (party.equals(user)) {
            throw bad("'" + target + "' is the user's own identity: calls would come back for ever.");
        }
    }

    private static ErrorResponseException bad(String detail) {
        return new ErrorResponseException(
                HttpStatus.BAD_REQUEST, ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail), null);
    }
}
