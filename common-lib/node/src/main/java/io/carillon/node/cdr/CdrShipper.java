package io.carillon.node.cdr;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries records from the spool to Kafka, batch by batch: a batch is forgotten when Kafka has acknowledged all of it, and
 * sent again otherwise. What therefore arrives twice has the same id and is one record to the charging node.
 */
final class CdrShipper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CdrShipper.class);
    private static final int BATCH = 500;
    private static final Duration QUIET = Duration.ofSeconds(1);
    /** What comes in that time leaves together: a call to Kafka costs more than a record, and those wait on disk. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private static final Duration FAREWELL = Duration.ofSeconds(3);

    /** Makes a producer; fails while the broker's name does not resolve. */
    interface Connection {
        Producer<String, byte[]> open();
    }

    private final CdrSpool spool;
    private final BlockingQueue<Spooled> memory;
    private final String topic;
    private final Connection kafka;
    private final Counter sent;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().name("cdr-shipper").daemon().unstarted(this::ship);
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean away;
    private @Nullable Producer<String, byte[]> producer;

    CdrShipper(CdrSpool spool, BlockingQueue<Spooled> memory, String topic, Connection kafka, MeterRegistry meters) {
        this.spool = spool;
        this.memory = memory;
        this.topic = topic;
        this.kafka = kafka;
        this.sent = Counter.builder("carillon.cdr.sent")
                .description("Records that Kafka acknowledged")
                .register(meters);
    }

    void start() {
        thread.start();
    }

    void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void ship() {
        try {
            while (closing.getCount() > 0) {
                boolean moved = shipAll();
                if (news.tryAcquire(QUIET.toMillis(), TimeUnit.MILLISECONDS)) {
                    gather();
                } else if (moved) {
                    spool.tidy();
                    news.acquire();
                    gather();
                }
            }
            if (!away) {
                shipAll();
            }
        } catch (InterruptedException _) {
            log.warn("CDRs wait on disk for the next start");
        } catch (IOException e) {
            log.error("ALARM The CDR spool cannot be read; records stay on disk until the next start", e);
        } finally {
            disconnect();
        }
    }

    private void gather() throws InterruptedException {
        closing.await(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
    }

    /** @return whether everything that waited has arrived */
    private boolean shipAll() throws IOException, InterruptedException {
        while (true) {
            CdrSpool.Batch batch = spool.next(BATCH);
            List<Spooled> kept = memory.stream().limit(BATCH).toList();
            if (batch.records().isEmpty() && kept.isEmpty()) {
                return true;
            }
            List<Spooled> all = new ArrayList<>(batch.records());
            all.addAll(kept);
            if (!arrives(all)) {
                return false;
            }
            spool.acknowledge(batch);
            kept.forEach(_ -> memory.remove());
        }
    }

    private boolean arrives(List<Spooled> records) throws InterruptedException {
        try {
            Producer<String, byte[]> to = connected();
            List<Future<RecordMetadata>> answers = new ArrayList<>();
            for (Spooled record : records) {
                answers.add(to.send(new ProducerRecord<>(topic, record.key(), record.value())));
            }
            to.flush();
            for (Future<RecordMetadata> answer : answers) {
                answer.get();
            }
            sent.increment(records.size());
            if (away) {
                away = false;
                log.info("Kafka takes CDRs again");
            }
            return true;
        } catch (InterruptException _) {
            throw new InterruptedException();
        } catch (ExecutionException | KafkaException e) {
            if (!away) {
                away = true;
                log.error("ALARM Kafka does not take CDRs; they are kept and sent later: {}", e.toString());
            }
            // Its sequence numbers may be void now; a new one starts clean.
            disconnect();
            return false;
        }
    }

    private Producer<String, byte[]> connected() {
        Producer<String, byte[]> known = producer;
        if (known == null) {
            known = kafka.open();
            producer = known;
        }
        return known;
    }

    private void disconnect() {
        Producer<String, byte[]> known = producer;
        producer = null;
        if (known != null) {
            known.close(Duration.ZERO);
        }
    }

    /** Gives what waits a last chance; the rest is on disk. */
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        wake();
        thread.join(FAREWELL);
        if (thread.isAlive()) {
            thread.interrupt();
            thread.join(FAREWELL);
        }
    }
}
