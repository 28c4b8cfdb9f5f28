package io.carillon.console.adapter.kafka;

import io.carillon.node.KafkaLink;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of the topic stays on the brokers' disks. One that a broker makes because somebody writes to it keeps all of a
 * week, which no disk has room for, and loses what is written meanwhile.
 *
 * @param octets of each partition
 */
public record TopicBounds(KafkaLink kafka, String topic, Duration age, long octets) {
    private static final Logger LOG = LoggerFactory.getLogger(TopicBounds.class);
    private static final int MILLIS = 10_000;
    /** Only a whole segment is thrown away. */
    private static final int SEGMENTS = 8;

    /**
     * Makes the topic if it is not there. Whoever may not set its bounds leaves it as it is, and says so.
     *
     * @return false if Kafka is away: try again
     */
    boolean set() {
        Map<String, Object> settings = new HashMap<>(kafka.properties());
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("default.api.timeout.ms", MILLIS);
        settings.put("request.timeout.ms", MILLIS);
        try (var admin = Admin.create(settings)) {
            make(admin);
            var wanted = List.of(
                    set(TopicConfig.RETENTION_MS_CONFIG, age.toMillis()),
                    set(TopicConfig.RETENTION_BYTES_CONFIG, octets),
                    set(TopicConfig.SEGMENT_BYTES_CONFIG, octets / SEGMENTS));
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), wanted))
                    .all()
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            LOG.warn("The topic {} keeps what it kept: {}", topic, e.getMessage());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void make(Admin admin) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static AlterConfigOp set(String name, long value) {
        return new AlterConfigOp(new ConfigEntry(name, Long.toString(value)), OpType.SET);
    }
}
