package io.carillon.bench.chain;

import io.carillon.bench.Conversation;
import io.carillon.bench.Part;
import io.carillon.bench.Workplace;
import io.carillon.stores.EmbeddedMariaDb;
import io.carillon.stores.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The embedded stores of a measurement, each a process of its own, on the generator's core. */
final class ChainStores {
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx512m");

    private final Workplace place;
    private final Path folder;
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final EmbeddedMariaDb mariaDb;
    private final RedisMemory redisMemory;

    private ChainStores(Workplace place, Path folder, Path data) throws IOException {
        this.place = place;
        this.folder = folder;
        // MariaDB does not want its data below the folder for temporary files, where the rest of a measurement is.
        Files.createDirectories(data);
        mariaDb = EmbeddedMariaDb.start(data, 0);
        place.afterwards(mariaDb::close);
        add("mariadb", mariaDb.pid());
        var redis = EmbeddedRedis.start(folder.resolve("redis"), 0);
        place.afterwards(redis::close);
        add("redis", redis.pid());
        redisMemory = new RedisMemory(redis.address().getPort());
        settings.put("spring.data.redis.port", String.valueOf(redis.address().getPort()));
        int zooKeeper = start("zookeeper");
        settings.put("spring.cloud.zookeeper.connect-string", "127.0.0.1:" + zooKeeper);
    }

    /** @param more besides MariaDB, Redis and ZooKeeper, which all nodes need: kafka, hbase */
    static ChainStores start(Workplace place, Path folder, Path data, Set<String> more) throws IOException {
        var stores = new ChainStores(place, folder, data);
        if (more.contains("kafka")) {
            stores.settings.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + stores.start("kafka"));
        }
        if (more.contains("hbase")) {
            var zooKeeper = stores.settings.get("spring.cloud.zookeeper.connect-string");
            var port = zooKeeper.substring(zooKeeper.indexOf(':') + 1);
            stores.start("hbase", port);
            stores.settings.put("carillon.hbase.zookeeper-port", port);
        }
        return stores;
    }

    private void add(String name, long pid) throws IOException {
        var process = ProcessHandle.of(pid).orElseThrow(() -> new IOException(name + " ended"));
        place.asideFromServers(process);
        parts.add(Part.store(name, process));
    }

    private int start(String name, String... more) throws IOException {
        var arguments = new ArrayList<>(List.of(name, folder.resolve(name).toString()));
        arguments.addAll(List.of(more));
        var process = place.generator(Workplace.java(FLAGS, StoreMain.class, arguments.toArray(String[]::new)));
        parts.add(Part.store(name, process.toHandle()));
        return Integer.parseInt(new Conversation(place, process).hear());
    }

    List<Part> parts() {
        return parts;
    }

    RedisMemory redis() {
        return redisMemory;
    }

    String database(String role) {
        return mariaDb.jdbcUrl("carillon_" + role);
    }

    /** What tells a node of that role where its stores are. */
    Map<String, String> settings(String role) {
        var all = new LinkedHashMap<>(settings);
        all.put("spring.datasource.url", database(role));
        return all;
    }
}
