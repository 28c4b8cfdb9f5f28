package io.carillon.node;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning, as the charging node or a console would. */
public final class KafkaReader implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();

    public KafkaReader(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "group.id", UUID.randomUUID().toString(),
                        "auto.offset.reset", "earliest",
                        "metadata.max.age.ms", "500",
                        "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
    }

    /** All that came so far. */
    public List<String> values() {
        return octets().stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }

    /** The same as it is in Kafka. */
    public List<byte[]> octets() {
        consumer.poll(Duration.ofMillis(100)).forEach(read::add);
        return read.stream().map(ConsumerRecord::value).toList();
    }

    public List<String> keys() {
        return read.stream().map(ConsumerRecord::key).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
