package io.carillon.console.network;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.node.directory.NodeInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The console's own questions to nodes, as a viewer, and what it tells them when an operator has asked for it. */
public final class NodeCalls implements AutoCloseable {
    private static final Duration TOKEN = Duration.ofMinutes(10);

    private final AdminSecret secret;
    private final Duration patience;
    private final HttpClient http;

    /** @param shown to nodes that speak https, and whom of them we trust; empty for what the JDK trusts */
    public NodeCalls(AdminSecret secret, Duration patience, Optional<SSLContext> shown) {
        this.secret = secret;
        this.patience = patience;
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience);
        shown.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** Where the node's REST interface is; empty for one without. */
    public static Optional<URI> base(NodeInfo node) {
        return Stream.of("https", "http")
                .filter(node.addresses()::containsKey)
                .map(scheme -> URI.create(scheme + "://" + node.addresses().get(scheme)))
                .findFirst();
    }

    /** Whatever the status; empty if there is no answer. */
    public Optional<HttpResponse<String>> get(NodeInfo node, String path) {
        return exchange(node, path, AdminRole.VIEWER, HttpRequest.Builder::GET);
    }

    /** For somebody whose right to do so was checked. */
    public Optional<HttpResponse<String>> put(NodeInfo node, String path, String json) {
        return exchange(
                node,
                path,
                AdminRole.OPERATOR,
                request -> request.header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    private Optional<HttpResponse<String>> exchange(
            NodeInfo node, String path, AdminRole role, UnaryOperator<HttpRequest.Builder> what) {
        return base(node).flatMap(base -> {
            var token = AdminToken.mint(secret, "console", Set.of(role), TOKEN);
            var request = what.apply(HttpRequest.newBuilder(base.resolve(path)))
                    .timeout(patience)
                    .header("Authorization", "Bearer " + token)
                    .build();
            try {
                return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
            } catch (IOException e) {
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        });
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
