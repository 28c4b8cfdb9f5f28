package io.carillon.node.telemetry;

import io.carillon.node.NodeIdentity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Spans to a collector: OTLP 1.x over HTTP, in its JSON encoding. A span waits for one interval at the least, by which
 * time the ICID of its call is known here. What a collector does not take is dropped and counted.
 */
final class OtlpExport implements Consumer<Span>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OtlpExport.class);
    private static final int BATCH = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int STATUS_ERROR = 2;

    private final TelemetryProperties properties;
    private final URI traces;
    private final NodeIdentity self;
    private final JsonMapper json = JsonMapper.builder().build();
    private final BlockingQueue<Span> queue;
    private final CallNames names;
    private final Counter sent;
    private final Counter dropped;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("telemetry").daemon().factory());
    private volatile boolean away;

    OtlpExport(URI endpoint, TelemetryProperties properties, NodeIdentity self, CallNames names, MeterRegistry meters) {
        this.names = names;
        this.properties = properties;
        this.traces = URI.create(endpoint.toString().replaceAll("/+$", "") + "/v1/traces");
        this.self = self;
        this.queue = new ArrayBlockingQueue<>(properties.queue());
        this.sent = Counter.builder("carillon.telemetry.sent")
                .description("Spans that the collector took")
                .register(meters);
        this.dropped = Counter.builder("carillon.telemetry.dropped")
                .description("Spans that were lost, mostly because the collector was away")
                .register(meters);
    }

    OtlpExport start() {
        long millis = properties.interval().toMillis();
        thread.scheduleWithFixedDelay(this::send, millis, millis, TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public void accept(Span span) {
        if (!queue.offer(span)) {
            dropped.increment();
        }
    }

    private void send() {
        List<Span> batch = new ArrayList<>();
        Instant young = Instant.now().minus(properties.interval());
        while (queue.peek() instanceof Span next
                && (thread.isShutdown() || next.end().isBefore(young))) {
            batch.add(queue.remove());
            if (batch.size() == BATCH) {
                send(batch);
                batch = new ArrayList<>();
            }
        }
        if (!batch.isEmpty()) {
            send(batch);
        }
    }

    private void send(List<Span> batch) {
        var request = HttpRequest.newBuilder(traces)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(document(batch))));
        if (properties.token() != null) {
            request.header("Authorization", "Bearer " + properties.token());
        }
        try {
            int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status == OK) {
                sent.increment(batch.size());
                away = false;
            } else {
                lost(batch, "it answers " + status);
            }
        } catch (IOException e) {
            lost(batch, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lost(batch, "interrupted");
        }
    }

    private void lost(List<Span> batch, String why) {
        dropped.increment(batch.size());
        if (!away) {
            away = true;
            log.warn("The collector at {} takes no spans: {}", traces, why);
        }
    }

    private Map<String, Object> document(List<Span> batch) {
        Map<String, Object> resource = Map.of(
                "attributes",
                attributes(Map.of(
                        "service.name", self.role(),
                        "service.namespace", "carillon",
                        "service.instance.id", self.id())));
        Map<String, Object> scope = Map.of(
                "scope",
                Map.of("name", "io.carillon.node"),
                "spans",
                batch.stream().map(this::span).toList());
        return Map.of("resourceSpans", List.of(Map.of("resource", resource, "scopeSpans", List.of(scope))));
    }

    private Map<String, Object> span(Span span) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("traceId", Span.traceId(names.of(span.keys())));
        all.put("spanId", span.id());
        if (span.parent() != null) {
            all.put("parentSpanId", span.parent());
        }
        all.put("name", span.name());
        all.put("kind", span.kind().number);
        all.put("startTimeUnixNano", nanos(span.start()));
        all.put("endTimeUnixNano", nanos(span.end()));
        all.put("attributes", attributes(span.attributes()));
        @Nullable String failure = span.failure();
        all.put("status", failure == null ? Map.of() : Map.of("code", STATUS_ERROR, "message", failure));
        return all;
    }

    /** 64-bit numbers are text in protobuf's JSON. */
    private static String nanos(Instant time) {
        return Long.toString(Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano()));
    }

    private static List<Map<String, Object>> attributes(Map<String, String> values) {
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each ->
                        Map.of("key", each.getKey(), "value", Map.<String, Object>of("stringValue", each.getValue())))
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdown();
        if (thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            send();
        }
        http.shutdownNow();
    }
}
