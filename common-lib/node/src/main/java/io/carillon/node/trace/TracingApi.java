package io.carillon.node.trace;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this node traces, until it starts again. */
@RestController
@RequestMapping("/api/v1/tracing")
@Tag(name = "tracing")
class TracingApi {
    private final TraceChoice choice;

    TracingApi(TraceChoice choice) {
        this.choice = choice;
    }

    /**
     * @param share of all calls, 0 to 1; all if it is left out
     * @param subscribers public identities of whom everything is traced
     */
    record Document(@Nullable Double share, @Nullable Set<String> subscribers) {}

    @GetMapping
    @Operation(summary = "Show what this node traces", operationId = "showTracing")
    Document show() {
        TraceChoice.Settings now = choice.settings();
        return new Document(now.share(), now.subscribers());
    }

    @PutMapping
    @Operation(summary = "Set what this node traces", operationId = "setTracing")
    Document set(@RequestBody Document wanted) {
        choice.set(new TraceChoice.Settings(
                Objects.requireNonNullElse(wanted.share(), 1.0),
                Objects.requireNonNullElse(wanted.subscribers(), Set.of())));
        return show();
    }
}
