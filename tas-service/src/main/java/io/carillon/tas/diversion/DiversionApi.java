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
                .forEach(DiversionApi::checkTarget);
        var seconds = rules.noReplySeconds();
        if (seconds != null && (seconds < 5 || seconds > 180)) {
            throw bad("noReplySeconds is " + seconds + ": give 5 to 180.");
        }
        diversions.set(user, rules);
        return rules;
    }

    @DeleteMapping
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

    private static void checkTarget(String target) {
        try {
            if (Uris.tel(target).isEmpty()) {
                Uris.sip(target);
            }
        } catch (SipParseException e) {
            throw bad("'" + target + "' is no target: give a sip: or tel: URI.");
        }
    }

    private static ErrorResponseException bad(String detail) {
        return new ErrorResponseException(
                HttpStatus.BAD_REQUEST, ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail), null);
    }
}
