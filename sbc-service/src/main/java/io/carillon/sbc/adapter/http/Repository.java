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
    /** A token must not end on its way: seconds. */
    private static final long MARGIN = 10;

    private final ServiceClient client;
    private final JsonMapper json;
    private final Supplier<Optional<URI>> nrf;
    private final String instance;
    private final String host;
    private final Clock clock;
    private volatile Found found = new Found(List.of(), false, Instant.MIN);
    private volatile Token token = new Token("", Instant.MIN);

    /** What the NRF said last, and how long that is true. */
    private record Found(List<URI> services, boolean secured, Instant until) {}

    private record Token(String value, Instant until) {}

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

    /**
     * What the PCFs want to see from us, empty if they want nothing (TS 29.510 §5.4.2.2, TS 33.501 §13.4.1.1). The NRF's
     * word on the service tells if they do.
     *
     * @throws IOException if there should be one and the NRF gives none
     */
    String token() throws IOException {
        policyFunctions();
        if (!found.secured()) {
            return "";
        }
        var known = token;
        if (clock.instant().isBefore(known.until())) {
            return known.value();
        }
        var at = nrf.get().orElseThrow(() -> new IOException("no NRF to give a token"));
        var wish = "grant_type=client_credentials&nfInstanceId=" + instance + "&nfType=PCSCF&targetNfType=PCF&scope="
                + SERVICE;
        var answer = client.form(at.resolve("/oauth2/token"), wish);
        if (!answer.succeeded()) {
            throw new IOException("the NRF gives no token: " + answer.status());
        }
        var given = json.readTree(answer.body());
        long seconds = given.path("expires_in").asLong(LEAST_VALIDITY);
        known = new Token(
                given.path("access_token").asString(""), clock.instant().plusSeconds(Math.max(1, seconds - MARGIN)));
        token = known;
        return known.value();
    }

    /** A PCF does not take it: the next one is another. */
    void tokenRefused() {
        token = new Token("", Instant.MIN);
    }

    private Found read(JsonNode result) {
        var services = new ArrayList<URI>();
        boolean secured = false;
        for (var each : result.path("nfInstances")) {
            for (var service : each.path("nfServices")) {
                if (service.path("serviceName").asString("").equals(SERVICE)) {
                    endpoint(service).ifPresent(services::add);
                    secured |= service.path("oauth2Required").asBoolean(false);
                }
            }
        }
        long validity = Math.max(LEAST_VALIDITY, result.path("validityPeriod").asLong(LEAST_VALIDITY));
        return new Found(List.copyOf(services), secured, clock.instant().plusSeconds(validity));
    }

    private static Optional<URI> endpoint(JsonNode service) {
        var point = service.path("ipEndPoints").path(0);
        var four = point.path("ipv4Address").asString("");
        var six = point.path("ipv6Address").asString("");
        if (four.isEmpty() && six.isEmpty()) {
            return Optional.empty();
        }
        var scheme = service.path("scheme").asString("http");
        int usual = scheme.equals("https") ? 443 : 80;
        var address = (four.isEmpty() ? "[" + six + "]" : four) + ":"
                + point.path("port").asInt(usual);
        var prefix = service.path("apiPrefix").asString("");
        return Optional.of(URI.create(scheme + "://" + address + prefix + "/" + SERVICE + "/v1/"));
    }
}
