package io.carillon.launcher.suite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the embedded stores of a suite listen, all on loopback. */
public record StorePorts(int mariadb, int redis, int zookeeper, int kafka, int kafkaController) {

    public static StorePorts shiftedBy(int offset) {
        return new StorePorts(3306 + offset, 6379 + offset, 2181 + offset, 9092 + offset, 9093 + offset);
    }

    /** As {@link #text} writes it. */
    public static StorePorts parse(String text) {
        int[] ports = Stream.of(text.split(",")).mapToInt(Integer::parseInt).toArray();
        return new StorePorts(ports[0], ports[1], ports[2], ports[3], ports[4]);
    }

    public String text() {
        return byName().values().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    public Map<String, Integer> byName() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("mariadb", mariadb);
        ports.put("redis", redis);
        ports.put("zookeeper", zookeeper);
        ports.put("kafka", kafka);
        ports.put("kafka-controller", kafkaController);
        return ports;
    }

    /** What tells a node of that role where its stores are. */
    Map<String, String> environment(Role role) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(
                "SPRING_DATASOURCE_URL",
                "jdbc:mysql://127.0.0.1:%d/carillon_%s?createDatabaseIfNotExist=true&useInformationSchema=false"
                        .formatted(mariadb, role.text()));
        environment.put("SPRING_DATA_REDIS_HOST", "127.0.0.1");
        environment.put("SPRING_DATA_REDIS_PORT", String.valueOf(redis));
        environment.put("SPRING_CLOUD_ZOOKEEPER_CONNECT_STRING", "127.0.0.1:" + zookeeper);
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + kafka);
        environment.put("CARILLON_HBASE_ZOOKEEPER_QUORUM", "127.0.0.1");
        environment.put("CARILLON_HBASE_ZOOKEEPER_PORT", String.valueOf(zookeeper));
        return environment;
    }
}
