package io.carillon.console.frontdoor;

import io.carillon.console.network.NodeCalls;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * <pre>
 *  /api/v1/…              the node of the role that serves this path, by weight and load
 *  /nodes/ID/api/v1/…     this very node
 * </pre>
 *
 * What the console serves itself comes first. The session's token goes along, so that each node decides by the same roles.
 */
public final class FrontDoor {
    private static final String ONE_NODE = "/nodes/";

    private final RestMap map;
    private final NodeDirectory directory;
    private final BearerTokenResolver tokens;

    public FrontDoor(RestMap map, NodeDirectory directory, BearerTokenResolver tokens) {
        this.map = map;
        this.directory = directory;
        this.tokens = tokens;
    }

    public RouterFunction<ServerResponse> routes() {
        var byPath = GatewayRouterFunctions.route("by-path")
                .route(request -> request.path().startsWith("/api/v1/"), HandlerFunctions.http())
                .filter((request, next) -> forward(request, next::handle))
                .build();
        var byNode = GatewayRouterFunctions.route("by-node")
                .route(request -> request.path().startsWith(ONE_NODE), HandlerFunctions.http())
                .filter((request, next) -> forwardToOne(request, next::handle))
                .build();
        return byPath.and(byNode);
    }

    /** What goes on to the node. */
    private interface Onward {
        ServerResponse handle(ServerRequest request) throws Exception;
    }

    private ServerResponse forward(ServerRequest request, Onward next) throws Exception {
        var path = request.requestPath().pathWithinApplication();
        var role = map.role(path);
        if (role.isEmpty()) {
            return problem(
                    HttpStatus.NOT_FOUND,
                    "no node that is alive serves " + request.path() + "; /api-docs/ROLE shows what each role serves");
        }
        return directory
                .pick(role.get())
                .flatMap(NodeCalls::base)
                .map(base -> onward(request, base, request.requestPath().value()))
                .map(handled(next))
                .orElseGet(() -> problem(HttpStatus.SERVICE_UNAVAILABLE, "no " + role.get() + " is alive"));
    }

    private ServerResponse forwardToOne(ServerRequest request, Onward next) {
        var path = request.requestPath().value().substring(ONE_NODE.length());
        int slash = path.indexOf('/');
        var id = slash < 0 ? path : path.substring(0, slash);
        return node(id).flatMap(NodeCalls::base)
                .map(base -> onward(request, base, slash < 0 ? "/" : path.substring(slash)))
                .map(handled(next))
                .orElseGet(() -> problem(HttpStatus.NOT_FOUND, "no node " + id + " is alive"));
    }

    private Optional<NodeInfo> node(String id) {
        return map.roles().stream()
                .flatMap(role -> directory.alive(role).stream())
                .filter(node -> node.id().equals(id))
                .findFirst();
    }

    private static Function<ServerRequest, ServerResponse> handled(Onward next) {
        return request -> {
            try {
                return next.handle(request);
            } catch (Exception e) {
                return problem(HttpStatus.BAD_GATEWAY, "the node does not answer; try again: " + e.getMessage());
            }
        };
    }

    private ServerRequest onward(ServerRequest request, URI base, String path) {
        var token = tokens.resolve(request.servletRequest());
        var builder = ServerRequest.from(request)
                .uri(URI.create(base + path + query(request)))
                .headers(headers -> {
                    headers.remove(HttpHeaders.COOKIE);
                    headers.remove(HttpHeaders.ORIGIN);
                    if (token != null) {
                        headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
                    }
                });
        var onward = builder.build();
        MvcUtils.setRequestUrl(onward, base);
        return onward;
    }

    private static String query(ServerRequest request) {
        var query = request.servletRequest().getQueryString();
        return query == null ? "" : "?" + query;
    }

    private static ServerResponse problem(HttpStatus status, String detail) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
