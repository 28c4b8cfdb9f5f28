package io.carillon.console.frontdoor;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;

/** The OpenAPI documents of all roles, the console's own first. */
@RestController
@RequestMapping("/api-docs")
@Hidden
class DocumentsApi {
    private final RestMap map;

    DocumentsApi(RestMap map) {
        this.map = map;
    }

    @GetMapping
    List<String> roles() {
        return Stream.concat(Stream.of("console"), map.roles().stream()).toList();
    }

    @GetMapping("/{role}")
    JsonNode document(@PathVariable String role) {
        return map.document(role)
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "no " + role + " answers now"));
    }
}
