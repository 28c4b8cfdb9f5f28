package io.carillon.console.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "audit")
class AuditApi {
    private static final int MOST = 500;

    private final Audit audit;

    AuditApi(Audit audit) {
        this.audit = audit;
    }

    /** @param command its words, as they were given, without what is secret in them */
    record Given(
            @NotBlank @Size(max = 500) @Pattern(regexp = "\\P{Cntrl}*")
            String command) {}

    /** The audit itself is told by {@link AuditFilter}, which knows who asks. */
    @PostMapping
    @PreAuthorize("hasRole('ADMIN')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Note a command of ./ims that changes the house", operationId = "noteCommand")
    void note(@Valid @RequestBody Given given, HttpServletRequest request) {
        request.setAttribute(AuditFilter.COMMAND, given.command());
    }

    @GetMapping
    @PreAuthorize("hasRole('ADMIN')")
    @Operation(summary = "Who changed what, newest first", operationId = "audit")
    List<AuditEntry> newest(
            @Parameter(description = "what was before the entry with this id") @RequestParam Optional<Long> before,
            @Parameter(description = "how many at most, 1 to " + MOST) @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is 1 to " + MOST);
        }
        return audit.newest(before, limit);
    }
}
