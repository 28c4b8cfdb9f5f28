package io.carillon.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.Status;

class FunctionalHealthTest {
    private static final HealthProperties PROPERTIES =
            new HealthProperties(Duration.ofMillis(300), Duration.ofSeconds(1));

    private final AtomicLong now = new AtomicLong();

    @Test
    void a_node_is_up_when_every_wire_answers() {
        try (FunctionalHealth health = health(probe("sip", () -> {}), probe("ng", () -> {}))) {
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            assertThat(health.health().getDetails())
                    .containsEntry("sip", "answers")
                    .containsEntry("ng", "answers");
        }
    }

    @Test
    void one_dead_wire_is_a_dead_node_and_says_why() {
        FunctionalProbe broken = probe("diameter", () -> {
            throw new IOException("connection refused");
        });
        try (FunctionalHealth health = health(probe("sip", () -> {}), broken)) {
            assertThat(health.answers()).isFalse();
            assertThat(health.health().getDetails())
                    .containsEntry("sip", "answers")
                    .containsEntry("diameter", "connection refused");
        }
    }

    @Test
    void a_wire_that_hangs_is_dead_at_the_deadline() {
        CountDownLatch interrupted = new CountDownLatch(1);
        FunctionalProbe hanging = probe("dns", () -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        });
        try (FunctionalHealth health = health(hanging)) {
            assertThat(health.health().getDetails()).containsEntry("dns", "no answer within 300 ms");
            assertThat(interrupted).satisfies(latch -> latch.await());
        }
    }

    @Test
    void an_error_in_a_probe_is_told_even_without_a_message() {
        FunctionalProbe odd = probe("sip", () -> {
            throw new IllegalStateException();
        });
        try (FunctionalHealth health = health(odd)) {
            assertThat(health.health().getDetails().get("sip")).asString().contains("IllegalStateException");
        }
    }

    @Test
    void a_single_probe_that_gives_up_by_itself_wakes_no_other_thread() {
        var asking = new AtomicReference<Thread>();
        var silent = new AtomicBoolean();
        FunctionalProbe bounded = new FunctionalProbe() {
            @Override
            public String name() {
                return "sip";
            }

            @Override
            public boolean givesUp() {
                return true;
            }

            @Override
            public void check() throws IOException {
                asking.set(Thread.currentThread());
                if (silent.get()) {
                    throw new IOException("no SIP answer");
                }
            }
        };
        try (FunctionalHealth health = health(bounded)) {
            assertThat(health.answers()).isTrue();
            assertThat(asking).hasValue(Thread.currentThread());

            silent.set(true);
            assertThat(health.answers())
                    .as("asked anew, and not a second later")
                    .isFalse();
            assertThat(health.health().getDetails()).containsEntry("sip", "no SIP answer");
        }
    }

    @Test
    void wires_have_a_second_to_answer() {
        var usual = new Binder(List.of()).bindOrCreate("carillon.health", HealthProperties.class);
        assertThat(usual.deadline()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void it_asks_the_wire_once_a_second_however_often_it_is_asked() {
        AtomicInteger asked = new AtomicInteger();
        try (FunctionalHealth health = health(probe("sip", asked::incrementAndGet))) {
            health.health();
            health.health();
            assertThat(asked).hasValue(1);

            now.addAndGet(Duration.ofSeconds(1).toNanos());
            health.health();
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void a_node_without_wires_is_unknown_but_not_broken() {
        try (FunctionalHealth health = health()) {
            assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
            assertThat(health.answers()).isTrue();
        }
    }

    private FunctionalHealth health(FunctionalProbe... probes) {
        return new FunctionalHealth(() -> List.of(probes), PROPERTIES, now::get);
    }

    interface Check {
        void run() throws Exception;
    }

    private static FunctionalProbe probe(String name, Check check) {
        return new FunctionalProbe() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void check() throws Exception {
                check.run();
            }
        };
    }
}
