package io.carillon.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TraceQueueTest {
    private static final int MOST = 2_000_000;
    private static final Duration FOREVER = Duration.ofHours(1);
    private static final TraceEvent SMALL = event(1_000);
    private static final TraceEvent LARGE = event(200_000);

    private final TraceQueue queue = new TraceQueue(new TraceMask(false), MOST);

    @Test
    void what_waits_for_company_leaves_when_there_is_a_batch_of_it() throws InterruptedException {
        var reader = Thread.ofVirtual().start(this::awaitCompany);
        queue.add(SMALL);
        queue.add(SMALL);
        assertThat(reader.join(Duration.ofMillis(100))).isFalse();

        queue.add(LARGE);
        reader.join();
        queue.add(SMALL);

        assertThat(queue.take().stream().mapToInt(TraceBatch::events).sum()).isEqualTo(3);
        assertThat(queue.take().stream().mapToInt(TraceBatch::events).sum()).isOne();
        assertThat(queue.events()).isZero();
    }

    @Test
    void of_what_finds_no_room_the_oldest_is_lost_and_counted() {
        int lost = 0;
        for (int i = 0; i < 20; i++) {
            lost += queue.add(LARGE);
        }

        assertThat(lost).isPositive().isEqualTo(20 - queue.events());
        assertThat(queue.take().stream().mapToInt(TraceBatch::size).sum()).isLessThanOrEqualTo(MOST);
    }

    private static TraceEvent event(int size) {
        return TraceEvent.seen(
                Instant.EPOCH,
                "sbc-1",
                Protocol.NG,
                Direction.SENT,
                "rtpproxy-1",
                "offer",
                Set.of("call-1"),
                "d".repeat(size));
    }

    private void awaitCompany() {
        try {
            queue.await(FOREVER);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
