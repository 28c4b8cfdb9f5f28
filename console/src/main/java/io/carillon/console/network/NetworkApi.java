package io.carillon.console.network;

import io.carillon.console.network.Network.NodeState;
import io.carillon.console.network.Network.Sample;
import io.carillon.node.directory.NodeInfo;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/nodes")
@Tag(name = "nodes")
class NetworkApi {
    private final Network network;

    /** One entry of Prometheus' list. */
    record Target(List<String> targets, Map<String, String> labels) {}

    NetworkApi(Network network) {
        this.network = network;
    }

    @GetMapping
    @Operation(summary = "Every node with its health", operationId = "listNodes")
    List<NodeState> nodes() {
        return network.states();
    }

    @GetMapping("/targets")
    @Operation(summary = "Where Prometheus finds the nodes (its http_sd format)", operationId = "listTargets")
    List<Target> targets() {
        return network.nodes().stream()
                .flatMap(node -> NodeCalls.base(node).stream().map(base -> target(node, base)))
                .toList();
    }

    private static Target target(NodeInfo node, URI base) {
        return new Target(
                List.of(base.getAuthority()),
                Map.of("node", node.id(), "role", node.role(), "__scheme__", base.getScheme()));
    }

    @GetMapping("/{id}/samples")
    @Operation(summary = "What a node counted in the last half hour", operationId = "nodeSamples")
    List<Sample> samples(@Parameter(description = "of the node, such as cscf-1") @PathVariable String id) {
        return network.samples(id);
    }
}
