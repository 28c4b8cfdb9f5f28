package io.carillon.node.directory;

import io.carillon.node.NodeIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.apache.zookeeper.ZooKeeper;

/** Connections and registrations as a node makes them, with short times. */
final class Registrations {
    /** As long as in service: whoever watches has to read what is news before it is gone. */
    private static final Duration DRAIN_PAUSE = Duration.ofMillis(300);

    private Registrations() {}

    static DirectoryProperties properties(String root) {
        return new DirectoryProperties(root, Duration.ofMillis(100), Duration.ofSeconds(5), DRAIN_PAUSE);
    }

    static CuratorFramework connect(String connectString) {
        CuratorFramework connection = CuratorFrameworkFactory.builder()
                .connectString(connectString)
                .sessionTimeoutMs(6_000)
                .connectionTimeoutMs(3_000)
                .retryPolicy(new ExponentialBackoffRetry(50, 3, 500))
                .build();
        connection.start();
        return connection;
    }

    static NodeRegistration of(CuratorFramework connection, DirectoryProperties properties, NodeInfo node) {
        return new NodeRegistration(
                connection,
                new NodeIdentity(node.id(), node.role(), "127.0.0.1", "home.example"),
                node.weight(),
                properties,
                List.of(node::addresses),
                node::load,
                () -> true);
    }

    /** Ends the session on the server, as its time-out would: another client takes it over and closes it. */
    static void expireSession(CuratorFramework connection) {
        try {
            ZooKeeper zooKeeper = connection.getZookeeperClient().getZooKeeper();
            String address = connection.getZookeeperClient().getCurrentConnectionString();
            try (ZooKeeper same =
                    new ZooKeeper(address, 6_000, _ -> {}, zooKeeper.getSessionId(), zooKeeper.getSessionPasswd())) {
                same.exists("/", false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
