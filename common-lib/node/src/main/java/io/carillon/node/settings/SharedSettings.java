package io.carillon.node.settings;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Run-time settings of all nodes: one document each in ZooKeeper, followed by a watch, so that what is set holds everywhere
 * and for nodes that start later. Where there is none, what the node was started with holds.
 */
public final class SharedSettings implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(SharedSettings.class);
    private static final int MOST_OCTETS = 100_000;

    private final CuratorFramework zooKeeper;
    private final String root;
    private final JsonMapper json = JsonMapper.builder().build();
    /** Who sets something is told of a slip; a newer build may have said more than this one knows. */
    private final JsonMapper strict = json.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Map<String, Held<?>> settings = new TreeMap<>();
    private final CuratorCache cache;
    private volatile boolean running;

    /** A setting with what it was when the node started. */
    private record Held<D>(RunTimeSetting<D> setting, D first) {
        static <D> Held<D> of(RunTimeSetting<D> setting) {
            return new Held<>(setting, setting.current().get());
        }

        D read(JsonMapper json, JsonNode document) {
            try {
                return json.treeToValue(document, setting.type());
            } catch (JacksonException e) {
                throw new IllegalArgumentException(setting.name() + ": " + reason(e), e);
            }
        }

        private static String reason(JacksonException refusal) {
            Throwable cause = refusal.getCause();
            return cause instanceof IllegalArgumentException said && said.getMessage() != null
                    ? said.getMessage()
                    : refusal.getOriginalMessage();
        }

        void force(JsonMapper json, byte @Nullable [] document) {
            setting.force().accept(document == null ? first : read(json, json.readTree(document)));
        }
    }

    SharedSettings(CuratorFramework zooKeeper, String root, List<RunTimeSetting<?>> all) {
        this.zooKeeper = zooKeeper;
        this.root = root;
        all.forEach(each -> settings.put(each.name(), Held.of(each)));
        this.cache = CuratorCache.build(zooKeeper, root);
        cache.listenable()
                .addListener(CuratorCacheListener.builder()
                        .forAll((_, before, now) -> changed(before, now))
                        .build());
    }

    private void changed(@Nullable ChildData before, @Nullable ChildData now) {
        ChildData either = now == null ? before : now;
        String path = either == null ? root : either.getPath();
        if (!path.startsWith(root + "/") || settings.get(path.substring(root.length() + 1)) == null) {
            return; // a newer build may have more of them
        }
        Held<?> held = settings.get(path.substring(root.length() + 1));
        try {
            held.force(json, now == null || now.getData().length == 0 ? null : now.getData());
            log.info("{} is set anew", held.setting().name());
        } catch (IllegalArgumentException | JacksonException e) {
            log.error("What is at {} cannot be set: {}", path, e.getMessage());
        }
    }

    public List<String> names() {
        return List.copyOf(settings.keySet());
    }

    /**
     * What is set for all nodes, as ZooKeeper has it now; what this one has where nothing is.
     *
     * @throws IllegalStateException while ZooKeeper is away
     */
    public JsonNode document(String name) {
        Held<?> held = held(name);
        try {
            byte[] octets = zooKeeper.getData().forPath(root + "/" + name);
            return json.readTree(octets);
        } catch (KeeperException.NoNodeException _) {
            return json.valueToTree(held.setting().current().get());
        } catch (Exception e) {
            throw new IllegalStateException("ZooKeeper does not say: " + e.getMessage(), e);
        }
    }

    /**
     * For all nodes, which follow within moments.
     *
     * @throws IllegalArgumentException if it is no document of this setting
     */
    public void set(String name, JsonNode document) {
        Held<?> held = held(name);
        held.read(strict, document);
        byte[] octets = json.writeValueAsBytes(document);
        if (octets.length > MOST_OCTETS) {
            throw new IllegalArgumentException(name + " is larger than " + MOST_OCTETS + " octets");
        }
        try {
            zooKeeper.create().orSetData().creatingParentsIfNeeded().forPath(root + "/" + name, octets);
        } catch (Exception e) {
            throw new IllegalStateException("ZooKeeper does not take it: " + e.getMessage(), e);
        }
        held.force(json, octets); // at once where it was set; the watch tells the same again
    }

    private Held<?> held(String name) {
        Held<?> held = settings.get(name);
        if (held == null) {
            throw new NoSuchElementException("there is no setting " + name);
        }
        return held;
    }

    @Override
    public void start() {
        cache.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        cache.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before any wire of this node opens. */
    @Override
    public int getPhase() {
        return -1000;
    }
}
