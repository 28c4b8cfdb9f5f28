package io.carillon.sbc.adapter.zookeeper;

import io.carillon.sbc.firewall.FirewallDocument;
import io.carillon.sbc.firewall.SharedFirewall;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The firewall document as one node of ZooKeeper, followed by a watch. */
public final class ZooKeeperFirewall implements SharedFirewall, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperFirewall.class);

    private final CuratorFramework zooKeeper;
    private final String path;
    private final JsonMapper json;
    private final CuratorCache cache;

    public ZooKeeperFirewall(CuratorFramework zooKeeper, String path, JsonMapper json) {
        this.zooKeeper = zooKeeper;
        this.path = path;
        this.json = json;
        this.cache = CuratorCache.build(zooKeeper, path, CuratorCache.Options.SINGLE_NODE_CACHE);
    }

    @Override
    public void store(FirewallDocument document) {
        try {
            zooKeeper.create().orSetData().creatingParentsIfNeeded().forPath(path, json.writeValueAsBytes(document));
        } catch (Exception e) {
            throw new IllegalStateException("ZooKeeper does not take it: " + e.getMessage(), e);
        }
    }

    @Override
    public void follow(Consumer<FirewallDocument> follower) {
        cache.listenable()
                .addListener(CuratorCacheListener.builder()
                        .forAll((type, before, now) -> tell(follower, now))
                        .build());
        cache.start();
    }

    private void tell(Consumer<FirewallDocument> follower, @Nullable ChildData now) {
        if (now == null || now.getData().length == 0) {
            return;
        }
        try {
            follower.accept(json.readValue(now.getData(), FirewallDocument.class));
        } catch (JacksonException e) {
            LOG.error("What is at {} is no firewall policy: {}", path, e.getOriginalMessage());
        }
    }

    @Override
    public void close() {
        cache.close();
    }
}
