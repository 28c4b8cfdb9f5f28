package io.carillon.sbc;

import io.carillon.node.directory.NodeInfo;
import io.carillon.testkit.Http2Server;
import io.carillon.testkit.Http2Server.Answer;
import io.carillon.testkit.ladder.WatchedPeer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A PCF and the NRF that names it: grant what the test does not tell them to refuse. */
public final class Pcf implements AutoCloseable {
    private static final String SESSIONS = "/npcf-policyauthorization/v1/app-sessions";
    private final LinkedBlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final Http2Server server;
    private final AtomicInteger tokens = new AtomicInteger();
    volatile boolean refuses;
    /** Has too much to do to decide anything. */
    volatile boolean congested;
    /** The URI of the session that it made last. */
    public volatile String latest = "";

    volatile boolean registered;
    /** Sees what the P-CSCF asks of the PCF, and its answers. */
    public volatile @Nullable WatchedPeer line;

    /** A request as it came. */
    record Asked(String method, String path, String body, String authorization) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private volatile String told = "";

    public Pcf() {
        this(null);
    }

    /** @param tls speaks https and wants a certificate, and gives and wants tokens */
    Pcf(@Nullable SSLContext tls) {
        server = new Http2Server(
                tls, asked -> seen(new Asked(asked.method(), asked.path(), asked.body(), asked.authorization())));
    }

    private Answer seen(Asked request) {
        var watching = line;
        if (watching == null || !request.path().startsWith("/npcf")) {
            return answer(request);
        }
        var path = request.path().replaceFirst(".*/v1/", "").replaceFirst("/\\d+", "/(id)");
        watching.heard(request.method() + " " + path);
        var answer = answer(request);
        watching.said(answer.status() + " (" + request.method() + ")");
        return answer;
    }

    private Answer answer(Asked request) {
        if (request.path().startsWith("/nnrf-disc/")) {
            return new Answer(200, "", """
                    {"validityPeriod":5,"nfInstances":[{"nfInstanceId":"p","nfType":"PCF","nfServices":[\
                    {"serviceName":"npcf-policyauthorization","scheme":"%s","oauth2Required":%s,"ipEndPoints":\
                    [{"ipv4Address":"127.0.0.1","port":%d}]}]}]}""".formatted(server.scheme(), isSecured(), server.port()));
        }
        if (request.path().equals("/oauth2/token")) {
            tokens.incrementAndGet();
            asked.add(request);
            return new Answer(
                    200,
                    "",
                    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                            .formatted(wanted().replace("Bearer ", "")));
        }
        asked.add(request);
        if (request.path().startsWith("/nnrf-nfm/")) {
            registered |= request.method().equals("PUT");
            return Answer.of(request.method().equals("PUT") ? 201 : 404);
        }
        if (!request.authorization().equals(wanted())) {
            return new Answer(401, "", "{\"status\":401}");
        }
        if (congested) {
            return new Answer(503, "", "{\"status\":503,\"cause\":\"NF_CONGESTION\"}");
        }
        if (refuses) {
            return new Answer(403, "", "{\"status\":403,\"cause\":\"REQUESTED_SERVICE_NOT_AUTHORIZED\"}");
        }
        if (request.path().equals(SESSIONS)) {
            var path = SESSIONS + "/" + count.incrementAndGet();
            sessions.add(path);
            told = request.json().path("ascReqData").path("notifUri").asString("");
            latest = server.uri() + path;
            return new Answer(201, latest, request.body());
        }
        if (request.path().equals(SESSIONS + "/pcscf-restoration")) {
            return Answer.of(204);
        }
        var session = request.path().replaceFirst("/delete$", "");
        boolean known = request.path().equals(session) ? sessions.contains(session) : sessions.remove(session);
        return new Answer(known ? 200 : 404, "", known ? "" : "{\"cause\":\"APPLICATION_SESSION_CONTEXT_NOT_FOUND\"}");
    }

    private boolean isSecured() {
        return server.scheme().equals("https");
    }

    /** The token that the NRF gave last. */
    private String wanted() {
        return isSecured() ? "Bearer token-" + tokens.get() : "";
    }

    /** What was given is over. */
    void changesTokens() {
        tokens.incrementAndGet();
    }

    public int port() {
        return server.port();
    }

    /** What who connected last showed. */
    @Nullable
    Certificate shown() {
        return server.shown();
    }

    /** Where the P-CSCF wants to hear of the session that was made last. */
    public String notifications() {
        return told;
    }

    /** The bearers of the session that was made last are lost. @return what the P-CSCF answers */
    public int loses(String flows) throws IOException, InterruptedException {
        return loses(told, flows);
    }

    int loses(String notifications, String flows) throws IOException, InterruptedException {
        var news =
                "{\"evSubsUri\":\"%s/events-subscription\",\"evNotifs\":[{\"event\":\"FAILED_RESOURCES_ALLOCATION\",\"flows\":[%s]}]}"
                        .formatted(latest, flows);
        return tells(notifications + "/notify", news);
    }

    /** The session that was made last is over. @return what the P-CSCF answers */
    int ends(String cause) throws IOException, InterruptedException {
        return tells(told + "/terminate", "{\"termCause\":\"%s\",\"resUri\":\"%s\"}".formatted(cause, latest));
    }

    private static int tells(String where, String news) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(where))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(news))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    String uri() {
        return server.uri();
    }

    /** As after it was started anew. */
    void forgets() {
        sessions.clear();
    }

    boolean isIdle() {
        return sessions.isEmpty();
    }

    /** The policy node with both of its interfaces. */
    NodeInfo beside(NodeInfo pcrf) {
        return new NodeInfo(
                pcrf.role(),
                pcrf.id(),
                Map.of("diameter", pcrf.addresses().get("diameter"), "n5", "127.0.0.1:" + server.port()),
                100,
                0);
    }

    /** The next request to this path, which ends so. */
    Asked expect(String method, String path) {
        try {
            var next = asked.poll(10, TimeUnit.SECONDS);
            while (next != null
                    && next.path().startsWith("/nnrf")
                    && !(path.startsWith("/nnrf") && next.method().equals(method))) {
                next = asked.poll(10, TimeUnit.SECONDS); // heart-beats come when they come
            }
            if (next == null || !next.method().equals(method) || !next.path().matches(path)) {
                throw new AssertionError("the PCF expected " + method + " " + path + " but was asked " + next);
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
