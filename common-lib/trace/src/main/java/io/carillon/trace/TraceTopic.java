package io.carillon.trace;

import io.carillon.node.trace.TraceBatch;
import io.carillon.node.trace.TraceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The newest trace events that Kafka keeps, read once to where the topic ends now. */
public final class TraceTopic {
    private static final String TOPIC = "carillon.trace";
    /** Of about 2 kB each; a busy house writes more than a reader has memory for. */
    public static final int MOST = 40_000;

    private static final Duration POLL = Duration.ofMillis(200);
    /** Records of a partition that are read at once: one may hold a single event, or a hundred. */
    private static final int STEP = 200;

    private final String bootstrapServers;
    private final int most;

    public TraceTopic(String bootstrapServers) {
        this(bootstrapServers, MOST);
    }

    /** @param most events that are told */
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
            Map<TopicPartition, Long> to = consumer.endOffsets(partitions, deadline);
            while (events.size() < most && left(begins, to) && System.nanoTime() < end) {
                Map<TopicPartition, Long> from = before(begins, to);
                from.forEach(consumer::seek);
                while (System.nanoTime() < end && behind(consumer, to)) {
                    for (ConsumerRecord<byte[], byte[]> batch : consumer.poll(POLL)) {
                        if (batch.offset() < to.get(new TopicPartition(TOPIC, batch.partition()))) {
                            events.addAll(TraceBatch.read(batch.value()));
                        }
                    }
                }
                to = from;
            }
        }
        events.sort(Comparator.comparing(TraceEvent::time));
        return events.subList(Math.max(0, events.size() - most), events.size());
    }

    private static boolean left(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> to) {
        return begins.entrySet().stream().anyMatch(begin -> begin.getValue() < to.get(begin.getKey()));
    }

    private static Map<TopicPartition, Long> before(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> to) {
        Map<TopicPartition, Long> from = new HashMap<>();
        to.forEach((partition, end) -> from.put(partition, Math.max(begins.get(partition), end - STEP)));
        return from;
    }

    private static boolean behind(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> to) {
        return to.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
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
