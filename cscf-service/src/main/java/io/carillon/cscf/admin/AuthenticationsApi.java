package io.carillon.cscf.admin;

import io.carillon.cscf.scscf.Audit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit of authentication: failures, locks, resynchronisations, and who was put out by whom. */
@RestController
@RequestMapping("/api/v1/authentications")
class AuthenticationsApi {
    private static final int MOST = 1_000;

    private final Audit audit;

    AuthenticationsApi(Audit audit) {
        this.audit = audit;
    }

    @GetMapping
    @Operation(
            summary = "Failures, locks, resynchronisations, and who was put out by whom; the latest first",
            operationId = "listAuthentications")
    List<Audit.Entry> latest(
            @Parameter(description = "of this private identity alone") @RequestParam Optional<String> impi,
            @Parameter(description = "how many at most, 1 to " + MOST) @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("Give a limit from 1 to " + MOST + ".");
        }
        return audit.latest(impi, limit);
    }
}
