package io.carillon.console.adapter.kafka;

import io.carillon.node.KafkaLink;
import io.carillon.node.trace.TraceBatch;
import io.carillon.node.trace.TraceEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic from as far back as is kept, and then on: each console for itself. */
public final class TraceFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TraceFollower.class);
    /** A batch ends the broker's wait at once; asking more often would only find nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration NEW_PARTITIONS = Duration.ofMinutes(1);

    private final KafkaLink kafka;
    private final TopicBounds bounds;
    private final java.util.function.Consumer<TraceEvent> taker;
    private final Clock clock;
    private final InOrder inOrder = new InOrder();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile @Nullable Consumer<byte[], byte[]> reading;
    private boolean away;
    private boolean bounded;
    /** Behind the newest that was taken, in milliseconds: a second look at the topic takes nothing twice. */
    private long next;

    public TraceFollower(
            KafkaLink kafka, TopicBounds bounds, java.util.function.Consumer<TraceEvent> taker, Clock clock) {
        this.kafka = kafka;
        this.bounds = bounds;
        this.taker = taker;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("trace-follower").unstarted(this::run);
    }

    public TraceFollower start() {
        thread.start();
        return this;
    }

    private void run() {
        while (running) {
            try (var consumer =
                    new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                reading = consumer;
                while (running) {
                    follow(consumer);
                }
            } catch (KafkaException e) {
                if (!away && running) {
                    LOG.warn("No new traces: {}", e.getMessage());
                }
                away = true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** For a while: the topic may have more partitions then. */
    private void follow(Consumer<byte[], byte[]> consumer) {
        if (!bounded) {
            bounded = bounds.set();
        }
        var partitions = partitions(consumer);
        if (partitions.isEmpty()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            return;
        }
        if (!consumer.assignment().equals(Set.copyOf(partitions))) {
            consumer.assign(partitions);
            begin(consumer, partitions);
        }
        away = false;
        long end = System.nanoTime() + NEW_PARTITIONS.toNanos();
        while (running && System.nanoTime() < end) {
            consumer.poll(inOrder.isEmpty() ? PATIENCE : InOrder.MOMENT).forEach(record -> {
                inOrder.add(TraceBatch.read(record.value()));
                next = Math.max(next, record.timestamp() + 1);
            });
            inOrder.ripe(clock.instant()).forEach(taker);
        }
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(bounds.topic()).stream()
                .map(each -> new TopicPartition(bounds.topic(), each.partition()))
                .toList();
    }

    private void begin(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> times = new HashMap<>();
        long from = Math.max(next, clock.instant().minus(bounds.age()).toEpochMilli());
        partitions.forEach(each -> times.put(each, from));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka.properties());
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        settings.put("default.api.timeout.ms", 10_000);
        settings.put("fetch.max.wait.ms", Math.toIntExact(PATIENCE.toMillis()));
        settings.put("reconnect.backoff.max.ms", 2_000);
        return settings;
    }

    @Override
    public void close() {
        running = false;
        var consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        LockSupport.unpark(thread);
    }
}
