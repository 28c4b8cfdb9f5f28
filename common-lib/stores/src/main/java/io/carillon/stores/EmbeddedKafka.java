package io.carillon.stores;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;

/** A Kafka broker that is its own controller (KRaft), inside this JVM, on loopback. */
public final class EmbeddedKafka implements AutoCloseable {
    private static final SharedStore<EmbeddedKafka> SHARED = new SharedStore<>("kafka", data -> start(data, 0));
    private static final int NODE_ID = 1;

    private final KafkaRaftServer broker;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer broker, int port) {
        this.broker = broker;
        this.port = port;
    }

    /** Starts the broker on that port, or on a free one for 0; returns when it takes connections. */
    public static EmbeddedKafka start(Path data, int port) {
        return start(data, port, 0);
    }

    /** The same with the controller's port given too. */
    public static EmbeddedKafka start(Path data, int port, int controllerPort) {
        int chosen = Loopback.portOrFree(port);
        Path folder = data.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            format(folder);
            var config = KafkaConfig.fromProps(settings(folder, chosen, Loopback.portOrFree(controllerPort)));
            var broker = new KafkaRaftServer(config, Time.SYSTEM);
            broker.startup();
            // Nobody reads its rates, which it reckons thirty times a second.
            KafkaYammerMetrics.defaultRegistry().shutdown();
            return new EmbeddedKafka(broker, chosen);
        } catch (Exception e) { // Kafka's Scala throws checked exceptions that it does not declare
            throw new StoreStartException("Kafka did not start on port " + chosen + " with data in " + folder, e);
        }
    }

    /** One broker for all tests of this JVM, with fresh data under target/, stopped when the JVM ends. */
    public static EmbeddedKafka shared() {
        return SHARED.get();
    }

    public InetSocketAddress address() {
        return Loopback.at(port);
    }

    /** The address in the form its clients take. */
    public String bootstrapServers() {
        return Loopback.HOST + ":" + port;
    }

    @Override
    public void close() {
        broker.shutdown();
        broker.awaitShutdown();
    }

    private static void format(Path folder) throws Exception {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try (var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE_ID)
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setIgnoreFormatted(true)
                    .setPrintStream(silent)
                    .run();
        }
    }

    /** One of everything, and the smallest buffers: this broker carries one suite's traces and CDRs. */
    private static Properties settings(Path folder, int port, int controllerPort) throws IOException {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@" + Loopback.HOST + ":" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d".formatted(Loopback.HOST, port, controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://" + Loopback.HOST + ":" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", folder.toString());
        settings.put("num.partitions", "1");
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "1"); // each looks for work three times a second
        settings.put("background.threads", "2");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("metadata.max.idle.interval.ms", "0"); // else it writes twice a second that nothing happened
        settings.put("broker.heartbeat.interval.ms", "4000"); // its controller is itself
        settings.put("group.coordinator.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.segment.bytes", "16777216");
        settings.put("log.retention.bytes", "67108864");
        return settings;
    }
}
