package io.carillon.hss.provisioning;

import io.carillon.hss.provisioning.Import.Present;
import io.carillon.hss.provisioning.OrderLines.Format;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/api/v1/imports")
@Tag(name = "imports")
class ImportsApi {
    private final Imports imports;

    ImportsApi(Imports imports) {
        this.imports = imports;
    }

    @PostMapping
    @Operation(
            summary = "Import many subscribers",
            description = "The body is text/csv with a line of column names, application/json with an array of orders,"
                    + " or application/x-ndjson with an order a line. present says what becomes of those that are"
                    + " there already.",
            operationId = "startImport")
    ResponseEntity<Import.View> start(
            @RequestParam(defaultValue = "REFUSE") Present present, HttpServletRequest request) {
        Format format = Format.of(request.getContentType())
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "an import is text/csv, application/json or application/x-ndjson"));
        try {
            Import job = imports.take(format, present, request.getInputStream())
                    .orElseThrow(() -> new ResponseStatusException(
                            HttpStatus.SERVICE_UNAVAILABLE, "other imports wait already; try again when one is over"));
            return ResponseEntity.accepted()
                    .location(URI.create("/api/v1/imports/" + job.id))
                    .body(job.view());
        } catch (IOException unreadable) {
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE, String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    @GetMapping
    @Operation(summary = "The last imports, the newest first", operationId = "listImports")
    List<Import.View> list() {
        return imports.list();
    }

    @GetMapping("/{id}")
    @Operation(summary = "How far an import has come", operationId = "showImport")
    Import.View show(@PathVariable String id) {
        return found(id).view();
    }

    @GetMapping(path = "/{id}/refused", produces = "text/csv")
    @Operation(
            summary = "The lines that were refused, and why; nothing of their contents but the private identity",
            operationId = "showRefusedLines")
    ResponseEntity<Resource> refused(@PathVariable String id) {
        Import job = found(id);
        if (!Files.exists(job.report)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "import " + id + " has not begun");
        }
        return ResponseEntity.ok(new FileSystemResource(job.report));
    }

    private Import found(String id) {
        return imports.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no import " + id));
    }
}
