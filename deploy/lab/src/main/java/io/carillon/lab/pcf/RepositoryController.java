package io.carillon.lab.pcf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** An NRF that knows one PCF, this very node, and who has registered (TS 29.510 §6.1, §6.2). */
@RestController
class RepositoryController {
    static final String MANAGEMENT = "/nnrf-nfm/v1/nf-instances";
    static final String DISCOVERY = "/nnrf-disc/v1/nf-instances";
    private static final int MOST = 1_000;
    private static final String SERVICE = PolicyAuthorizationController.SERVICE;

    private final Map<String, JsonNode> instances = new LinkedHashMap<>();
    private final Place place;
    private final PcfProperties properties;

    RepositoryController(Place place, PcfProperties properties) {
        this.place = place;
        this.properties = properties;
    }

    @PutMapping(MANAGEMENT + "/{id}")
    synchronized ResponseEntity<JsonNode> register(@PathVariable String id, @RequestBody JsonNode profile) {
        if (!instances.containsKey(id) && instances.size() >= MOST) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
        }
        boolean made = instances.put(id, profile) == null;
        return ResponseEntity.status(made ? HttpStatus.CREATED : HttpStatus.OK).body(profile);
    }

    /** A heart-beat (§5.2.2.3.2). */
    @PatchMapping(MANAGEMENT + "/{id}")
    synchronized ResponseEntity<Void> beat(@PathVariable String id) {
        return ResponseEntity.status(instances.containsKey(id) ? HttpStatus.NO_CONTENT : HttpStatus.NOT_FOUND)
                .build();
    }

    @DeleteMapping(MANAGEMENT + "/{id}")
    synchronized ResponseEntity<Void> leave(@PathVariable String id) {
        return ResponseEntity.status(instances.remove(id) == null ? HttpStatus.NOT_FOUND : HttpStatus.NO_CONTENT)
                .build();
    }

    @GetMapping(MANAGEMENT + "/{id}")
    synchronized ResponseEntity<JsonNode> profile(@PathVariable String id) {
        return ResponseEntity.of(java.util.Optional.ofNullable(instances.get(id)));
    }

    @GetMapping(DISCOVERY)
    Map<String, Object> discover(@RequestParam("target-nf-type") String type) {
        if (!type.equals("PCF")) {
            return Map.of("validityPeriod", 60, "nfInstances", List.of());
        }
        var endpoint = Map.of(
                place.host().indexOf(':') < 0 ? "ipv4Address" : "ipv6Address", place.host(), "port", place.port());
        var service = Map.of(
                "serviceInstanceId",
                SERVICE,
                "serviceName",
                SERVICE,
                "scheme",
                place.scheme(),
                "nfServiceStatus",
                "REGISTERED",
                "oauth2Required",
                properties.oauth2(),
                "ipEndPoints",
                List.of(endpoint));
        var pcf = Map.of(
                "nfInstanceId",
                place.instance(),
                "nfType",
                "PCF",
                "nfStatus",
                "REGISTERED",
                "nfServices",
                List.of(service));
        return Map.of("validityPeriod", 60, "nfInstances", List.of(pcf));
    }
}
