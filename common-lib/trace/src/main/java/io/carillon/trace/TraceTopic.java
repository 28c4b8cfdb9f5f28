package io.carillon.trace;

import io.carillon.node.trace.TraceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The newest trace events that Kafka keeps, read once to where the topic ends now. */
public final class TraceTopic {
    private static final String TOPIC = "carillon.trace";
    /** Of about 2 kB each; a busy house writes more than a reader has memory for. */
    public static final int MOST = 40_000;

    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final int most;
    private final JsonMapper json = JsonMapper.builder().build();

    public TraceTopic(String bootstrapServers) {
        this(bootstrapServers, MOST);
    }

    /** @param most events that are read, evenly of each partition */
    TraceTopic(String bootstrapServers, int most) {
        this.bootstrapServers = bootstrapServers;
        this.most = most;
    }

    /** What could be read until the deadline, in order of time. */
    public List<TraceEvent> read(Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        List<TraceEvent> events = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(settings(deadline), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC, deadline).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, deadline);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, deadline);
            begins.forEach((partition, begin) ->
                    consumer.seek(partition, Math.max(begin, ends.get(partition) - most / partitions.size())));
            while (System.nanoTime() < end && behind(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> event : consumer.poll(POLL)) {
                    understand(event.value(), events);
                }
            }
        }
        events.sort(java.util.Comparator.comparing(TraceEvent::time));
        return events;
    }

    private static boolean behind(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    /** An event that a newer node wrote in another shape is left out of the ladder. */
    private void understand(byte[] value, List<TraceEvent> events) {
        try {
            events.add(json.readValue(value, TraceEvent.class));
        } catch (JacksonException e) {
            return;
        }
    }

    private Map<String, Object> settings(Duration deadline) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false,
                "default.api.timeout.ms",
                (int) deadline.toMillis());
    }
}
