package io.carillon.node.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A collector of OTLP over HTTP that refuses what the protocol does not allow. */
final class Collector implements AutoCloseable {
    /** A span with the node that sent it. */
    record Received(String service, String instance, JsonNode span) {
        String text(String field) {
            return span.path(field).asString("");
        }

        String attribute(String key) {
            return value(span.path("attributes"), key);
        }
    }

    private final HttpServer http;
    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    Collector() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/v1/traces", this::take);
        http.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    void answers(int code) {
        status = code;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var document =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            boolean typed =
                    "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
            if (!typed || !exchange.getRequestMethod().equals("POST")) {
                refused.add(exchange.getRequestMethod());
            }
            if (status == 200) {
                spans.addAll(of(document));
            }
            var answer = "{}".getBytes();
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private List<Received> of(JsonNode document) {
        var all = new ArrayList<Received>();
        for (var resource : document.path("resourceSpans")) {
            var attributes = resource.path("resource").path("attributes");
            for (var scope : resource.path("scopeSpans")) {
                for (var span : scope.path("spans")) {
                    check(span);
                    all.add(new Received(
                            value(attributes, "service.name"), value(attributes, "service.instance.id"), span));
                }
            }
        }
        return all;
    }

    /** opentelemetry-proto, trace.proto and the notes on its JSON: ids in hexadecimal, times as text. */
    private void check(JsonNode span) {
        boolean good = span.path("traceId").asString("").matches("[0-9a-f]{32}")
                && span.path("spanId").asString("").matches("[0-9a-f]{16}")
                && span.path("parentSpanId").asString("0000000000000000").matches("[0-9a-f]{16}")
                && span.path("kind").isInt()
                && !span.path("name").asString("").isEmpty()
                && span.path("startTimeUnixNano").asString("").matches("[0-9]{19}")
                && span.path("endTimeUnixNano").asString("").matches("[0-9]{19}");
        if (!good) {
            refused.add(span.toString());
        }
    }

    private static String value(JsonNode attributes, String key) {
        return attributes
                .valueStream()
                .filter(each -> each.path("key").asString("").equals(key))
                .map(each -> each.path("value").path("stringValue").asString(""))
                .findFirst()
                .orElse("");
    }

    List<Received> spans() {
        return List.copyOf(spans);
    }

    List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
