package io.carillon.node.logging;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How much this node logs, until it starts again or all nodes are told otherwise. */
@RestController
@RequestMapping("/api/v1/logging")
@Tag(name = "logging")
class LoggingApi {
    private final LogVolume volume;

    LoggingApi(LogVolume volume) {
        this.volume = volume;
    }

    @GetMapping
    @Operation(summary = "Show how much this node logs", operationId = "showLogging")
    LoggingDocument show() {
        return volume.document();
    }

    @PutMapping
    @Operation(summary = "Set how much this node logs", operationId = "setLogging")
    LoggingDocument set(@RequestBody LoggingDocument wanted) {
        volume.set(wanted);
        return volume.document();
    }
}
