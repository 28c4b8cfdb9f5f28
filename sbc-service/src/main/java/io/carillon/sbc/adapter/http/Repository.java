package io.carillon.sbc.adapter.http;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The NRF: this P-CSCF is registered there and finds the PCFs (TS 29.510 §5.2, §5.3). */
public final class Repository {
    private static final Logger LOG = LoggerFactory.getLogger(Repository.class);
    private static final String SERVICE = "npcf-policyauthorization";
    private static final long LEAST_VALIDITY = 5;

    private final ServiceClient client;
    private final JsonMapper json;
    private final Supplier<Optional<URI>> nrf;
    private final String instance;
    private final String host;
    private final Clock clock;
    private volatile Found found = new Found(List.of(), Instant.MIN);

    /** What the NRF said last, and how long that is true. */
    private record Found(List<URI> services, Instant until) {}

    /**
     * @param nrf where it is, if it is known
     * @param instance our NF instance id, a UUID
     * @param host our address
     */
    public Repository(
            ServiceClient client,
            JsonMapper json,
            Supplier<Optional<URI>> nrf,
            String instance,
            String host,
            Clock clock) {
        this.client = client;
        this.json = json;
        this.nrf = nrf;
        this.instance = instance;
        this.host = host;
        this.clock = clock;
    }

    /** Now and then: a heart-beat, or a registration where the NRF has none of ours (§5.2.2.3.2). */
    public void beat() {
        try {
            var at = nrf.get();
            if (at.isPresent()) {
                var ours = at.get().resolve("/nnrf-nfm/v1/nf-instances/" + instance);
                var alive = List.of(Map.of("op", "replace", "path", "/nfStatus", "value", "REGISTERED"));
                if (!client.patch(ours, json.writeValueAsString(alive)).succeeded()) {
                    client.put(ours, json.writeValueAsString(profile()));
                }
            }
        } catch (IOException e) {
            LOG.warn("No NRF: {}", e.getMessage());
        }
    }

    public void leave() {
        try {
            var at = nrf.get();
            if (at.isPresent()) {
                client.delete(at.get().resolve("/nnrf-nfm/v1/nf-instances/" + instance));
            }
        } catch (IOException e) {
            LOG.info("The NRF does not hear that this node leaves: {}", e.getMessage());
        }
    }

    private Map<String, Object> profile() {
        var address = host.indexOf(':') < 0 ? "ipv4Addresses" : "ipv6Addresses";
        return Map.of(
                "nfInstanceId",
                instance,
                "nfType",
                "PCSCF",
                "nfStatus",
                "REGISTERED",
                "heartBeatTimer",
                30,
                address,
                List.of(host));
    }

    /** Base URIs of the PCFs' service; while the NRF is away those it named last (TS 29.510 §5.3.2.2.2). */
    List<URI> policyFunctions() {
        var known = found;
        if (clock.instant().isBefore(known.until())) {
            return known.services();
        }
        try {
            var at = nrf.get();
            if (at.isPresent()) {
                var query = "/nnrf-disc/v1/nf-instances?target-nf-type=PCF&requester-nf-type=PCSCF&service-names="
                        + SERVICE;
                var answer = client.get(at.get().resolve(query));
                if (answer.succeeded()) {
                    known = read(json.readTree(answer.body()));
                    found = known;
                }
            }
        } catch (IOException | tools.jackson.core.JacksonException e) {
            LOG.warn("The NRF does not say where a PCF is: {}", e.getMessage());
        }
        return known.services();
    }

    private Found read(JsonNode result) {
        var services = new ArrayList<URI>();
        for (var each : result.path("nfInstances")) {
            for (var service : each.path("nfServices")) {
                if (service.path("serviceName").asString("").equals(SERVICE)) {
                    endpoint(service).ifPresent(services::add);
                }
            }
        }
        long validity = Math.max(LEAST_VALIDITY, result.path("validityPeriod").asLong(LEAST_VALIDITY));
        return new Found(List.copyOf(services), clock.instant().plusSeconds(validity));
    }

    private static Optional<URI> endpoint(JsonNode service) {
        var point = service.path("ipEndPoints").path(0);
        var four = point.path("ipv4Address").asString("");
        var six = point.path("ipv6Address").asString("");
        if (four.isEmpty() && six.isEmpty()) {
            return Optional.empty();
        }
        var scheme = service.path("scheme").asString("http");
        var address = (four.isEmpty() ? "[" + six + "]" : four) + ":"
                + point.path("port").asInt(80);
        var prefix = service.path("apiPrefix").asString("");
        return Optional.of(URI.create(scheme + "://" + address + prefix + "/" + SERVICE + "/v1/"));
    }
}
