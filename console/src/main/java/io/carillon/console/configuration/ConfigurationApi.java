package io.carillon.console.configuration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/configuration")
@Tag(name = "configuration")
class ConfigurationApi {
    private static final int MOST = 200;
    private static final int LONGEST_NOTE = 400;
    private static final String SETTING = "of the setting, as the list has it";

    private final Settings settings;

    ConfigurationApi(Settings settings) {
        this.settings = settings;
    }

    /** @param expected the version that was changed; 409 if another was set meanwhile */
    record Order(
            @NotNull JsonNode document,
            @Nullable @Size(max = LONGEST_NOTE) String note,
            @Nullable Long expected) {}

    record Back(
            @NotNull Long version,
            @Nullable @Size(max = LONGEST_NOTE) String note) {}

    @GetMapping
    @Operation(summary = "What can be set while the nodes run", operationId = "listConfiguration")
    List<String> list() {
        return settings.names();
    }

    @GetMapping("/{name}")
    @Operation(summary = "Show what is set, by whom and why", operationId = "showConfiguration")
    Version show(@Parameter(description = SETTING) @PathVariable String name) {
        return settings.current(name);
    }

    @GetMapping("/{name}/versions")
    @Operation(summary = "What was set, newest first", operationId = "listConfigurationVersions")
    List<Version> versions(
            @Parameter(description = SETTING) @PathVariable String name,
            @Parameter(description = "what was before the version with this id") @RequestParam Optional<Long> before,
            @Parameter(description = "how many at most, 1 to " + MOST) @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is 1 to " + MOST);
        }
        return settings.versions(name, before, limit);
    }

    @PutMapping("/{name}")
    @Operation(summary = "Set it at all nodes", operationId = "setConfiguration")
    ResponseEntity<?> set(
            @Parameter(description = SETTING) @PathVariable String name,
            @Valid @RequestBody Order order,
            Authentication who) {
        return answer(settings.set(
                name, order.document(), who.getName(), text(order.note()), Optional.ofNullable(order.expected())));
    }

    @PostMapping("/{name}/rollback")
    @Operation(summary = "Set again what was set once", operationId = "rollBackConfiguration")
    ResponseEntity<?> back(
            @Parameter(description = SETTING) @PathVariable String name,
            @Valid @RequestBody Back back,
            Authentication who) {
        return answer(settings.back(name, back.version(), who.getName(), text(back.note())));
    }

    private static String text(@Nullable String note) {
        return Objects.requireNonNullElse(note, "").strip();
    }

    private static ResponseEntity<?> answer(Settings.Change change) {
        return switch (change) {
            case Settings.Change.Done(var version) -> ResponseEntity.ok(version);
            case Settings.Change.Overtaken(var by) ->
                ResponseEntity.status(HttpStatus.CONFLICT)
                        .body(ProblemDetail.forStatusAndDetail(
                                HttpStatus.CONFLICT,
                                by.account() + " has set it meanwhile (version " + by.id() + "); look at that first"));
        };
    }

    @ExceptionHandler
    ProblemDetail unknown(NoSuchElementException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail away(Setting.Away e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
    }
}
