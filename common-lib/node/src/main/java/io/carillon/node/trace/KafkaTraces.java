package io.carillon.node.trace;

import io.carillon.node.KafkaLink;
import io.carillon.node.trace.TraceEvent.Direction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trace events in Kafka. A flow copies what it saw into a batch; one thread sends each that is full, or what came together
 * within the linger, as one record. While Kafka is away that thread waits, the queue fills, and the oldest events are dropped and counted.
 */
final class KafkaTraces implements TraceSink, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaTraces.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    /** Before Kafka is asked again, whose client may say at once that it does not know the broker. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final Map<String, Object> SETTINGS = Map.of(
            ProducerConfig.LINGER_MS_CONFIG,
            50, // on a busy node a record is full before the events' own linger is over: several go in one request
            ProducerConfig.BATCH_SIZE_CONFIG,
            512 << 10,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            8 << 20,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            2_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            10_000);

    private final TraceQueue queue;
    private final TracePacker packer = new TracePacker();
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
        this.queue = new TraceQueue(
                new TraceMask(properties.maskMessageBodies()),
                properties.buffer().toBytes());
        this.connect = () -> kafka.producer(node + "-trace", SETTINGS);
        this.sent = Counter.builder("carillon.trace.sent")
                .description("Trace events that Kafka acknowledged")
                .register(meters);
        this.dropped = Counter.builder("carillon.trace.dropped")
                .description("Trace events that were lost, mostly because Kafka was away")
                .register(meters);
        Gauge.builder("carillon.trace.queue", queue, TraceQueue::events).register(meters);
        this.thread = Thread.ofPlatform().name("trace").daemon().unstarted(this::ship);
    }

    void start() {
        thread.start();
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public void record(TraceEvent event) {
        if (choice.mayTake(event.keys().stream().findFirst().orElse(""))) {
            count(queue.add(event));
        }
    }

    @Override
    public void record(Instant time, String node, Direction direction, String remote, Wire message) {
        if (choice.takesAll() || !choice.takesNothing() && choice.mayTake(message.key())) {
            count(queue.add(time, node, direction, remote, message));
        }
    }

    private void count(int lost) {
        if (lost > 0) {
            dropped.increment(lost);
        }
    }

    private void ship() {
        while (!closing || queue.events() > 0) {
            try {
                if (!closing) {
                    queue.await(properties.linger());
                }
                if (isThere()) {
                    queue.take().forEach(this::send);
                } else if (closing) {
                    return;
                }
            } catch (InterruptedException _) {
                // close() woke us: what is queued is still sent, if Kafka is there
                if (away) {
                    return;
                }
            }
        }
    }

    /** Not while Kafka cannot say who leads the topic, as before its first event: what waits for that stays in the queue. */
    private boolean isThere() throws InterruptedException {
        try {
            producer().partitionsFor(properties.topic());
            return true;
        } catch (KafkaException e) {
            if (!away) {
                away = true;
                log.warn("Trace events wait, and the oldest are lost when there are too many: {}", e.toString());
            }
            if (!closing) {
                Thread.sleep(PAUSE);
            }
            return false;
        }
    }

    private void send(TraceBatch batch) {
        try {
            TraceBatch chosen = chosen(batch);
            int events = chosen.events();
            if (events > 0) {
                producer().send(new ProducerRecord<>(properties.topic(), packer.pack(chosen)), (_, failure) -> {
                    if (failure == null) {
                        arrived(events);
                    } else {
                        lost(events, failure);
                    }
                });
            }
        } catch (RuntimeException e) {
            lost(batch.events(), e);
        }
        queue.reuse(batch);
    }

    /** The events that are traced, of which the followers hear; mostly the whole batch, unread. */
    private TraceBatch chosen(TraceBatch batch) {
        boolean all = choice.takesAll();
        if (all && followers.isEmpty()) {
            return batch;
        }
        List<TraceEvent> events = TraceBatch.readFrames(batch.frames()).stream()
                .filter(event -> all || choice.takes(event))
                .toList();
        events.forEach(event -> followers.forEach(follower -> follower.hears(event)));
        return all ? batch : batch.of(events);
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

    private void arrived(int events) {
        sent.increment(events);
        if (away) {
            away = false;
            log.info("Kafka takes trace events again; {} were lost so far", (long) dropped.count());
        }
    }

    private void lost(int events, Exception failure) {
        dropped.increment(events);
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
