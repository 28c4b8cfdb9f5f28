package io.carillon.console.network;

import io.carillon.console.network.Network.NodeState;
import io.carillon.console.network.Network.Sample;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/nodes")
@Tag(name = "nodes")
class NetworkApi {
    private final Network network;

    NetworkApi(Network network) {
        this.network = network;
    }

    @GetMapping
    @Operation(summary = "Every node with its health", operationId = "listNodes")
    List<NodeState> nodes() {
        return network.states();
    }

    @GetMapping("/{id}/samples")
    @Operation(summary = "What a node counted in the last half hour", operationId = "nodeSamples")
    List<Sample> samples(@PathVariable String id) {
        return network.samples(id);
    }
}
