package io.carillon.node.trace;

import io.carillon.node.KafkaLink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trace events in Kafka. A flow only puts an event in a bounded queue; one thread makes, masks and sends it. While Kafka
 * is away that thread waits, the queue fills, and the oldest events are dropped and counted.
 */
final class KafkaTraces implements TraceSink, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaTraces.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int BUFFER = 8 << 20;

    private final BlockingQueue<Supplier<@Nullable TraceEvent>> queue;
    private final JsonMapper json = JsonMapper.builder().build();
    private final TraceMask mask;
    private final TraceProperties properties;
    private final TraceChoice choice;
    private final List<TraceFollower> followers;
    private final Supplier<Producer<String, byte[]>> connect;
    private final Counter sent;
    private final Counter dropped;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean away;
    private @Nullable Producer<String, byte[]> producer;

    KafkaTraces(
            KafkaLink kafka,
            String node,
            TraceProperties properties,
            TraceChoice choice,
            List<TraceFollower> followers,
            MeterRegistry meters) {
        this.followers = followers;
        this.properties = properties;
        this.choice = choice;
        this.queue = new ArrayBlockingQueue<>(properties.queue());
        this.mask = new TraceMask(properties.maskMessageBodies());
        this.connect = () -> kafka.producer(node + "-trace", settings(properties));
        this.sent = Counter.builder("carillon.trace.sent")
                .description("Trace events that Kafka acknowledged")
                .register(meters);
        this.dropped = Counter.builder("carillon.trace.dropped")
                .description("Trace events that were lost, mostly because Kafka was away")
                .register(meters);
        Gauge.builder("carillon.trace.queue", queue, BlockingQueue::size).register(meters);
        this.thread = Thread.ofPlatform().name("trace").daemon().unstarted(this::ship);
    }

    private static Map<String, Object> settings(TraceProperties properties) {
        return Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                properties.linger().toMillis(),
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                2_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                10_000);
    }

    void start() {
        thread.start();
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public void record(Supplier<@Nullable TraceEvent> event) {
        while (!queue.offer(event)) {
            if (queue.poll() != null) {
                dropped.increment();
            }
        }
    }

    private void ship() {
        while (!closing || !queue.isEmpty()) {
            try {
                send(queue.take());
            } catch (InterruptedException _) {
                // close() woke us: what is queued is still sent, if Kafka is there
                if (away) {
                    return;
                }
            } catch (RuntimeException e) {
                lost(e);
            }
        }
    }

    private void send(Supplier<@Nullable TraceEvent> made) {
        TraceEvent raw = made.get();
        if (raw == null || !choice.takes(raw)) {
            return;
        }
        TraceEvent event = mask.apply(raw);
        followers.forEach(follower -> follower.hears(event));
        byte[] value = json.writeValueAsBytes(event);
        @Nullable String key = event.keys().stream().findFirst().orElse(null);
        producer().send(new ProducerRecord<>(properties.topic(), key, value), (_, failure) -> {
            if (failure == null) {
                arrived();
            } else {
                lost(failure);
            }
        });
    }

    /** Made late: Kafka's client refuses to exist while the broker's name does not resolve. */
    private Producer<String, byte[]> producer() {
        Producer<String, byte[]> known = producer;
        if (known == null) {
            known = connect.get();
            producer = known;
        }
        return known;
    }

    private void arrived() {
        sent.increment();
        if (away) {
            away = false;
            log.info("Kafka takes trace events again; {} were lost so far", (long) dropped.count());
        }
    }

    private void lost(Exception failure) {
        dropped.increment();
        if (!away) {
            away = failure instanceof KafkaException;
            log.warn("Trace events are lost: {}", failure.toString());
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.interrupt();
        thread.join(FAREWELL);
        Producer<String, byte[]> known = producer;
        if (known != null) {
            known.close(away ? Duration.ZERO : FAREWELL);
        }
    }
}
