package io.carillon.sbc.adapter.http;

import io.carillon.node.NodeIdentity;
import io.carillon.node.sbi.SbiClient;
import io.carillon.node.trace.TraceContext;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceSink;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** JSON to and from another network function, with its trace. For virtual threads. */
public final class ServiceClient {
    private static final ContentType MERGE_PATCH = ContentType.create("application/merge-patch+json");
    private static final ContentType JSON_PATCH = ContentType.create("application/json-patch+json");
    private static final Pattern CAUSE = Pattern.compile("\"cause\"\\s*:\\s*\"([A-Z0-9_]+)\"");

    private final SbiClient client;
    private final TraceSink traces;
    private final NodeIdentity self;
    private final Clock clock;

    public ServiceClient(SbiClient client, TraceSink traces, NodeIdentity self, Clock clock) {
        this.client = client;
        this.traces = traces;
        this.self = self;
        this.clock = clock;
    }

    /** @param location of what was made, empty if nothing was */
    record Answer(int status, String body, String location) {
        boolean succeeded() {
            return status >= 200 && status < 300;
        }
    }

    Answer get(URI uri) throws IOException {
        return send("GET", uri, "", null, "");
    }

    /** @param token that the service wants to see, empty if none */
    Answer post(URI uri, String json, String token) throws IOException {
        return send("POST", uri, json, ContentType.APPLICATION_JSON, token);
    }

    /** What this says and what comes back is secret: nobody traces it. */
    Answer form(URI uri, String fields) throws IOException {
        var request = SimpleRequestBuilder.post(uri).setBody(fields, ContentType.APPLICATION_FORM_URLENCODED);
        return asked(request, uri);
    }

    Answer put(URI uri, String json) throws IOException {
        return send("PUT", uri, json, ContentType.APPLICATION_JSON, "");
    }

    /** What is named changes (RFC 7396). */
    Answer merge(URI uri, String json, String token) throws IOException {
        return send("PATCH", uri, json, MERGE_PATCH, token);
    }

    Answer patch(URI uri, String json) throws IOException {
        return send("PATCH", uri, json, JSON_PATCH, "");
    }

    Answer delete(URI uri) throws IOException {
        return send("DELETE", uri, "", null, "");
    }

    private Answer send(String method, URI uri, String json, @Nullable ContentType type, String token)
            throws IOException {
        var request = SimpleRequestBuilder.create(method).setUri(uri);
        if (type != null) {
            request.setBody(json, type);
        }
        if (!token.isEmpty()) {
            request.addHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        boolean traced = traces.enabled() && !TraceContext.keys().isEmpty();
        if (traced) {
            trace(TraceEvent.Direction.SENT, uri, method + " " + uri.getPath(), TraceContext.keys(), json);
        }
        var answer = asked(request, uri);
        if (traced) {
            // What is made is spoken of by its URI from now on.
            var made = answer.location().isEmpty() ? List.<String>of() : List.of(answer.location());
            trace(TraceEvent.Direction.RECEIVED, uri, summary(answer), TraceContext.keysAnd(made), answer.body());
        }
        return answer;
    }

    private Answer asked(SimpleRequestBuilder request, URI uri) throws IOException {
        var answer = client.ask(request.build());
        var location = answer.getFirstHeader(HttpHeaders.LOCATION);
        return new Answer(
                answer.getCode(),
                text(answer),
                location == null ? "" : uri.resolve(location.getValue()).toString());
    }

    private static String text(SimpleHttpResponse answer) {
        var bytes = answer.getBodyBytes();
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The status, of a refusal with its cause (TS 29.500 §5.2.7.2). */
    private static String summary(Answer answer) {
        var cause = CAUSE.matcher(answer.succeeded() ? "" : answer.body());
        return answer.status() + (cause.find() ? " " + cause.group(1) : "");
    }

    private void trace(TraceEvent.Direction direction, URI peer, String summary, Set<String> keys, String payload) {
        traces.record(TraceEvent.seen(
                clock.instant(),
                self.id(),
                TraceEvent.Protocol.HTTP,
                direction,
                peer.getAuthority(),
                summary,
                keys,
                payload));
    }
}
