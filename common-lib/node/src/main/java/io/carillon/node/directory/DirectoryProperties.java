package io.carillon.node.directory;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param root the ZooKeeper path under which nodes stand as {@code <role>/<id>}
 * @param refresh how long this node waits before it asks its own wires again, tells its load and makes sure that it is
 *     registered; with the second that the wires have it is what passes until a dead one asks for no new work
 * @param suspicion how long a node that gave no answer is left out
 * @param drainPause how long a stopping node lets the others notice that it leaves, and then that it has left
 */
@Validated
@ConfigurationProperties("carillon.directory")
record DirectoryProperties(
        @DefaultValue("/carillon/nodes") @NotBlank String root,
        @DefaultValue("2s") Duration refresh,
        @DefaultValue("5s") Duration suspicion,
        @DefaultValue("300ms") Duration drainPause) {}
