package io.carillon.node.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdrShipperTest {
    private static final int RECORDS = 20;
    private static final int GATHERING_MS = 100;

    private final AtomicInteger calls = new AtomicInteger();
    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized void flush() {
                    calls.incrementAndGet();
                    super.flush();
                }
            };

    @Test
    void what_comes_in_a_moment_leaves_together(@TempDir Path data) throws Exception {
        try (var spool = new CdrSpool(data, 1 << 20);
                var shipper = new CdrShipper(
                        spool, new ArrayBlockingQueue<>(1), "cdr", () -> kafka, new SimpleMeterRegistry())) {
            shipper.start();
            long began = System.nanoTime();
            for (int i = 0; i < RECORDS; i++) {
                spool.append(new Spooled("call-" + i, "{}".getBytes(StandardCharsets.UTF_8)));
                shipper.wake();
            }
            await().until(() -> kafka.history().size() == RECORDS);
            long moments = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) / GATHERING_MS;
            // One before the first moment, at the start; and one for what came while the last was underway.
            assertThat(calls.get()).isLessThanOrEqualTo((int) moments + 2);
        }
    }
}
