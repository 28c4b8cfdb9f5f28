package io.carillon.sbc;

import io.carillon.node.directory.NodeInfo;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.curator.framework.CuratorFramework;

/** Nodes as they stand in ZooKeeper, in a place of the test's own. */
record Entries(CuratorFramework zooKeeper, String root) {
    Entries(CuratorFramework zooKeeper) {
        this(zooKeeper, "/sbc-test-" + UUID.randomUUID());
    }

    void enter(NodeInfo node) throws Exception {
        var address = node.addresses().entrySet().iterator().next();
        var entry = """
                {"name":"%1$s","id":"%2$s","payload":{"role":"%1$s","id":"%2$s","addresses":{"%3$s":"%4$s"},\
                "weight":100,"load":0.0},"registrationTimeUTC":0,"serviceType":"DYNAMIC"}""".formatted(node.role(), node.id(), address.getKey(), address.getValue());
        zooKeeper
                .create()
                .creatingParentsIfNeeded()
                .forPath(path(node.role(), node.id()), entry.getBytes(StandardCharsets.UTF_8));
    }

    /** As when its session ends: it has not said that it leaves. */
    void vanish(NodeInfo node) throws Exception {
        zooKeeper.delete().forPath(path(node.role(), node.id()));
    }

    String read(String role, String id) throws Exception {
        return new String(zooKeeper.getData().forPath(path(role, id)), StandardCharsets.UTF_8);
    }

    private String path(String role, String id) {
        return root + "/" + role + "/" + id;
    }
}
