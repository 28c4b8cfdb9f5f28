package io.carillon.node.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.TestNode;
import java.nio.file.Path;
import java.util.Map;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.cloud.zookeeper.CuratorFrameworkCustomizer;

/** What a ZooKeeper of several tells of its own addresses is not where nodes look for it. */
class EnsembleTest {
    @Test
    void a_node_follows_no_address_but_those_it_was_told(@TempDir Path data) {
        var connections = CuratorFrameworkFactory.builder();
        assertThat(connections.withEnsembleTracker()).isTrue();
        try (var node = TestNode.start(data, Map.of())) {
            node.getBeanProvider(CuratorFrameworkCustomizer.class).forEach(each -> each.customize(connections));
        }
        assertThat(connections.withEnsembleTracker()).isFalse();
    }
}
