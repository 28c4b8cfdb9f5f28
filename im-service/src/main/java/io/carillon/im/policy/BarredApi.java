package io.carillon.im.policy;

import io.carillon.identity.Impu;
import io.carillon.im.store.Aliases;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Users who may send no messages, under every name that is known of them. */
@RestController
@Tag(name = "barred")
class BarredApi {
    private final Barred barred;
    private final Aliases aliases;

    BarredApi(Barred barred, Aliases aliases) {
        this.barred = barred;
        this.aliases = aliases;
    }

    record Users(List<String> users) {}

    @GetMapping("/api/v1/barred")
    @Operation(summary = "Users who may send no messages", operationId = "listBarred")
    Users all() {
        return new Users(List.copyOf(barred.all()));
    }

    @PutMapping("/api/v1/barred/{user}")
    @Operation(summary = "Lets a user send no messages, under any name", operationId = "barUser")
    Users bar(@PathVariable String user) {
        var names = aliases.of(identity(user));
        names.forEach(barred::bar);
        return new Users(List.copyOf(names));
    }

    @DeleteMapping("/api/v1/barred/{user}")
    @Operation(summary = "Lets a user send messages again", operationId = "freeUser")
    ResponseEntity<?> free(@PathVariable String user) {
        long freed = aliases.of(identity(user)).stream().filter(barred::free).count();
        return freed > 0
                ? ResponseEntity.noContent().build()
                : ResponseEntity.status(HttpStatus.NOT_FOUND)
                        .body(ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, user + " is not barred"));
    }

    private static String identity(String user) {
        try {
            return Impu.parse(user).value();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + user + "' is no public identity: give sip:user@domain or tel:+number", e);
        }
    }
}
